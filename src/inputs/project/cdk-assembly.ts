import { dirname, join } from 'node:path'
import type { Template } from '../../model/template.ts'
import { inputError } from '../input-error.ts'
import { readTemplate, type ParseOptions } from '../cloudformation/parse-template.ts'
import { displayPath, readSyntax, readTextFile } from '../syntax/read-file.ts'
import { entryOf } from '../syntax/syntax.ts'
import type { SyntaxMap, SyntaxNode } from '../syntax/syntax.ts'

/** Assemblies within assemblies (stages) beyond this depth are refused. */
const maxStages = 10

/** One stack of a `cdk.out` folder. */
export interface AssemblyStack {
  readonly name: string
  /** Absent where the app leaves it to the environment. */
  readonly accountId?: string
  readonly region?: string
  readonly template: Template
}

/** Whether a file's contents are the manifest of an assembly. */
export function isAssemblyManifest(root: SyntaxNode): boolean {
  return root.kind === 'map' && entryOf(root, 'artifacts')?.value.kind === 'map' && !!entryOf(root, 'version')
}

/**
 * Reads the stacks of an assembly and of its stages, each after those it depends on.
 * https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.cloud_assembly_schema-readme.html
 */
export function readAssembly(
  manifestPath: string,
  options: ParseOptions,
  depth = 0,
): readonly AssemblyStack[] {
  const file = displayPath(manifestPath)
  const root = readSyntax(file, readTextFile(manifestPath), 'yaml-1.2')
  if (!isAssemblyManifest(root) || depth > maxStages) {
    throw inputError(
      'this is not the manifest of a CDK assembly',
      { file },
      {
        expected: 'a map with version and artifacts, as `cdk synth` writes it',
      },
    )
  }
  const artifacts = childMap(root, 'artifacts')?.entries ?? []
  const stacks = new Map<string, readonly AssemblyStack[]>()
  const visit = (id: string): void => {
    const artifact = artifacts.find(({ key }) => key === id)?.value
    if (!artifact || artifact.kind !== 'map' || stacks.has(id)) return
    stacks.set(id, [])
    for (const dependency of texts(entryOf(artifact, 'dependencies')?.value)) visit(dependency)
    // Deleted first so that the map keeps the order in which stacks can be made, not the one they were met in.
    stacks.delete(id)
    stacks.set(id, readArtifact(artifact, id, manifestPath, options, depth))
  }
  for (const { key } of artifacts) visit(key)
  return [...stacks.values()].flat()
}

function readArtifact(
  artifact: SyntaxMap,
  id: string,
  manifestPath: string,
  options: ParseOptions,
  depth: number,
): readonly AssemblyStack[] {
  const type = textAt(artifact, 'type')
  const properties = childMap(artifact, 'properties')
  const folder = dirname(manifestPath)
  if (type === 'cdk:cloud-assembly') {
    const directory = properties && textAt(properties, 'directoryName')
    if (directory === undefined) throw missing('directoryName', id, artifact)
    return readAssembly(join(folder, directory, 'manifest.json'), options, depth + 1)
  }
  if (type !== 'aws:cloudformation:stack') return []
  const templateFile = properties && textAt(properties, 'templateFile')
  if (templateFile === undefined) throw missing('templateFile', id, artifact)
  const [, account, region] = /^aws:\/\/([^/]+)\/([^/]+)$/.exec(textAt(artifact, 'environment') ?? '') ?? []
  return [
    {
      name: textAt(properties as SyntaxMap, 'stackName') ?? id,
      ...(account !== undefined && /^\d{12}$/.test(account) ? { accountId: account } : {}),
      ...(region === undefined || region === 'unknown-region' ? {} : { region }),
      template: readTemplate(join(folder, templateFile), options),
    },
  ]
}

function missing(key: string, id: string, artifact: SyntaxMap): Error {
  return inputError(`artifact ${id} has no ${key}`, artifact.source, { expected: `properties with ${key}` })
}

function childMap(node: SyntaxNode, key: string): SyntaxMap | undefined {
  const value = node.kind === 'map' ? entryOf(node, key)?.value : undefined
  return value?.kind === 'map' ? value : undefined
}

function textAt(node: SyntaxMap, key: string): string | undefined {
  const value = entryOf(node, key)?.value
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined
}

function texts(node: SyntaxNode | undefined): readonly string[] {
  return node?.kind === 'list'
    ? node.items.flatMap((item) => (item.kind === 'scalar' ? [item.text] : []))
    : []
}
