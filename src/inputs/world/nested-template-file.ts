import { readdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { EvaluatedValue, Template, TemplateResource, TemplateValue } from '../../model/template.ts'
import { Unresolved } from '../../model/template.ts'
import { readSyntax, readTextFile } from '../syntax/read-file.ts'
import { entryOf, type SyntaxNode } from '../syntax/syntax.ts'

/**
 * The file of a nested template that lies beside its parent: where the CDK says so, where the URL is a path, or where
 * the URL of an upload ends like a file that is there. Undefined where there is none.
 */
export function nestedTemplateFile(
  parent: Template,
  resource: TemplateResource,
  url: EvaluatedValue | undefined,
): string | undefined {
  const folder = dirname(resource.source.file || parent.file)
  const asset = textAt(resource.metadata, 'aws:asset:path')
  if (asset !== undefined) return fileAt(folder, asset)
  const address = knownEnd(url)
  if (address === undefined) return undefined
  if (!/^[a-z0-9]+:\/\//i.test(address) && typeof url === 'string') return fileAt(folder, address)
  const file = assetFile(folder, address) ?? uploadedFile(folder, address)
  return file === undefined || file === resolve(parent.file) ? undefined : file
}

/** The text, or what of it is known at its end: buckets and regions stand at the beginning. */
function knownEnd(url: EvaluatedValue | undefined): string | undefined {
  if (typeof url === 'string') return url
  const last = url instanceof Unresolved ? url.parts?.at(-1) : undefined
  return typeof last === 'string' ? last : undefined
}

/** An assembly says in `*.assets.json` which file is uploaded under which hash. */
function assetFile(folder: string, url: string): string | undefined {
  const hash = /\/([0-9a-f]{64})\.(?:json|ya?ml|template)$/.exec(url)?.[1]
  if (hash === undefined) return undefined
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.assets.json'))) {
    const file = join(folder, name)
    const path = at(
      at(at(at(readSyntax(file, readTextFile(file), 'yaml-1.2'), 'files'), hash), 'source'),
      'path',
    )
    if (path?.kind === 'scalar') return fileAt(folder, path.text)
  }
  return undefined
}

/** `https://s3.amazonaws.com/bucket/prefix/vpc.yaml` is a `prefix/vpc.yaml` or `vpc.yaml` that is there. */
function uploadedFile(folder: string, url: string): string | undefined {
  const parts = url
    .replace(/[?#].*$/, '')
    .split('/')
    .filter((part) => part !== '' && part !== '..')
  for (const [index] of parts.entries()) {
    const found = fileAt(folder, parts.slice(index).join('/'))
    if (found !== undefined) return found
  }
  return undefined
}

function fileAt(folder: string, path: string): string | undefined {
  const file = resolve(folder, path)
  try {
    return statSync(file).isFile() ? file : undefined
  } catch {
    return undefined
  }
}

function at(node: SyntaxNode | undefined, key: string): SyntaxNode | undefined {
  return node?.kind === 'map' ? entryOf(node, key)?.value : undefined
}

function textAt(value: TemplateValue | undefined, key: string): string | undefined {
  const found = value?.kind === 'map' ? value.entries.find((entry) => entry.key === key)?.value : undefined
  return found?.kind === 'scalar' && typeof found.value === 'string' ? found.value : undefined
}
