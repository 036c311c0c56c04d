import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { inputError } from '../input-error.ts'
import { displayPath, fileErrorReason } from '../syntax/read-file.ts'

/** Where a project's template is, most likely first. */
const templateNames = ['template.yaml', 'template.yml', 'template.json', join('cdk.out', 'manifest.json')]
const settingsNames = ['seatrial.yaml', 'seatrial.yml']
/** How much of a file is read to see whether it might be a template. */
const glanceBytes = 64 * 1024

/** A folder on the way may be a file: every cloud assembly of the CDK has a file `cdk.out`. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/** The `seatrial.yaml` of a folder, or undefined. */
export function findSettings(directory: string): string | undefined {
  return settingsNames.map((name) => join(directory, name)).find(isFile)
}

/** Whether a path is named like a settings file. */
export function isSettingsName(name: string): boolean {
  return settingsNames.includes(name)
}

/** The template of a folder. Throws an InputError that says what was looked for, and what is there instead. */
export function findTemplate(directory: string): string {
  const known = templateNames.map((name) => join(directory, name)).find(isFile)
  if (known) return known
  const names = listFiles(directory)
  const suffixed = names.filter((name) => /\.template(?:\.(?:json|ya?ml))?$/.test(name))
  const [only] = suffixed
  // A cdk.out folder itself: its manifest says which of its templates are stacks.
  if (names.includes('manifest.json')) return join(directory, 'manifest.json')
  if (only !== undefined && suffixed.length === 1) return join(directory, only)
  const file = displayPath(directory)
  if (suffixed.length > 1) {
    throw inputError(
      'the folder has several templates',
      { file },
      {
        expected: `one of ${suffixed.join(', ')}`,
        remedy: 'name the file, or name it as `template:` in seatrial.yaml',
      },
    )
  }
  const likely = names.filter(
    (name) => /\.(?:ya?ml|json)$/.test(name) && hasResources(glanceAt(join(directory, name))),
  )
  throw inputError(
    'the folder has no template',
    { file },
    {
      expected: `${templateNames.join(', ')} or a file ending in .template.json`,
      remedy:
        likely.length > 0
          ? `name the file itself (${likely.slice(0, 5).join(', ')}), or name it as \`template:\` in seatrial.yaml`
          : 'name the file or the folder that holds it',
    },
  )
}

function listFiles(directory: string): readonly string[] {
  try {
    return readdirSync(directory)
      .filter((name) => isFile(join(directory, name)))
      .sort()
  } catch (error) {
    throw inputError(`the folder cannot be read: ${fileErrorReason(error)}`, { file: displayPath(directory) })
  }
}

/**
 * The templates of a folder that is no project: every file that looks like one, without those that another of them
 * nests.
 */
export function templatesIn(directory: string): readonly string[] {
  const texts = new Map(
    listFiles(directory)
      .filter((name) => /\.(?:ya?ml|json|template)$/.test(name) && !isSettingsName(name))
      .map((name) => [name, glanceAt(join(directory, name))] as const)
      .filter(([, text]) => hasResources(text)),
  )
  const nesting = [...texts].filter(([, text]) =>
    /AWS::(?:CloudFormation::Stack|Serverless::Application)/.test(text),
  )
  const isNested = (name: string): boolean =>
    nesting.some(([parent, text]) => parent !== name && text.includes(name))
  return [...texts.keys()].filter((name) => !isNested(name)).map((name) => join(directory, name))
}

/** As much of a file as tells what it is; nothing of one that cannot be read. */
function glanceAt(path: string): string {
  try {
    return readFileSync(path, 'utf8').slice(0, glanceBytes)
  } catch {
    return ''
  }
}

function hasResources(text: string): boolean {
  return /(?:^|[{,])\s*"?Resources"?\s*:/m.test(text)
}
