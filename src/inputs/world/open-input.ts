import { accessSync, constants, readdirSync, statSync, type Stats } from 'node:fs'
import { basename, extname, join, resolve } from 'node:path'
import type { ProjectSettings } from '../../model/project.ts'
import { otherKindOfFile } from '../cloudformation/other-kind-of-file.ts'
import { InputError, inputError } from '../input-error.ts'
import { findSettings, templatesIn } from '../project/find-template.ts'
import { openProject, type ProjectStack } from '../project/open-project.ts'
import { readSettings } from '../project/read-settings.ts'
import type { AssumedPlace, ReadRecords } from '../records/read-records.ts'
import { displayPath, fileErrorReason, isJsonText, readSyntax, readTextFile } from '../syntax/read-file.ts'
import { folderOf, isStream, standardInput, standardInputName } from '../syntax/stream.ts'
import type { SyntaxMap, SyntaxNode } from '../syntax/syntax.ts'
import { withQuotedActions } from '../task-definition/placeholders.ts'
import { taskDefinitionRecords } from '../task-definition/task-definition-records.ts'
import { isTaskDefinitionFile } from '../task-definition/task-definition-file.ts'
import { terraformRecords } from '../terraform/terraform-records.ts'
import { isTerraformFile } from '../terraform/terraform-file.ts'
import { foreignFile, foreignIn } from './foreign-file.ts'

/** One input, read but not yet placed in an account and region. */
export interface OpenedInput {
  /** The folder that places in its files are told relative to. */
  readonly base: string
  /** Stacks, where it is a project of templates. */
  readonly stacks: readonly ProjectStack[]
  readonly settings?: ProjectSettings
  /** The texts of its files, by path. */
  readonly texts: ReadonlyMap<string, string>
  /** Everything else that it holds. */
  readonly read: (place: AssumedPlace) => ReadRecords
}

/** What is expected of an input, for messages. */
const expected =
  'a CloudFormation template, a cdk.out, the output of `terraform show -json`, or task definitions as JSON'

/** So many files of a folder are looked into for task definitions. */
const maxFiles = 1000

/**
 * Opens a file or folder as what it is; `-` is standard input. Throws an InputError that says what was expected where
 * it is nothing known.
 */
export function openInput(path: string): OpenedInput {
  if (path === '') throw inputError('the path is empty', { file: "''" }, { expected })
  const absolute = path === '-' ? standardInput : resolve(path)
  if (isStream(absolute)) return openFile(absolute)
  const stat = statOf(absolute)
  if (stat.isDirectory()) return openFolder(absolute)
  if (!stat.isFile()) throw noFile(absolute, stat.isFIFO())
  return openFile(absolute)
}

function statOf(path: string): Stats {
  try {
    return statSync(path)
  } catch (error) {
    throw unreadable(path, error)
  }
}

function unreadable(path: string, error: unknown): InputError {
  return inputError(
    `the input cannot be read: ${fileErrorReason(error)}`,
    { file: displayPath(path) },
    { expected },
  )
}

function noFile(path: string, isPipe: boolean): InputError {
  return inputError(
    isPipe ? 'this is a named pipe, not a file' : 'this is not a file',
    { file: displayPath(path) },
    { expected, ...(isPipe ? { remedy: 'give - to have standard input checked' } : {}) },
  )
}

function openFile(path: string): OpenedInput {
  if (/^seatrial\.ya?ml$/.test(basename(path)) || basename(path) === 'manifest.json')
    return openTemplates(path)
  const foreign = foreignFile(path)
  if (foreign) throw foreign
  if (/^\.ya?ml$/.test(extname(path))) return openTemplates(path)
  // Templates are long, and are read where they are opened.
  const text = readTextFile(path)
  if (text.trim() === '') throw inputError('the file is empty', { file: displayPath(path) }, { expected })
  if (extname(path) !== '.json' && !isJsonText(text)) return openTemplates(path)
  if (!likelyOther.test(text)) {
    if (likelyTemplate.test(text)) return openTemplates(path)
    throw nothingKnown(jsonFile(path, text).root)
  }
  const file = jsonFile(path, text)
  if (isTerraformFile(file.root)) return openTerraform(path, file)
  if (isTaskDefinitionFile(file.root)) return openTaskDefinitions(folderOf(path), withCompanions(path, file))
  return openTemplates(path)
}

/** Keys that plans, states, task definitions and services have, and templates spell otherwise. */
const likelyOther =
  /"(?:terraform_version|format_version|family|containerDefinitions|networkConfiguration|desiredCount)"\s*:/

const likelyTemplate = /"(?:Resources|AWSTemplateFormatVersion)"\s*:/

function nothingKnown(root: SyntaxNode): InputError {
  const other = root.kind === 'map' ? otherKindOfFile(root) : undefined
  return inputError(
    `there is nothing to check in this JSON${other === undefined ? '' : `: ${other}`}`,
    { file: root.source.file },
    { expected },
  )
}

interface JsonFile {
  readonly path: string
  readonly text: string
  readonly root: SyntaxNode
}

function jsonFile(path: string, text = readTextFile(path)): JsonFile {
  return { path, text, root: readRendered(displayPath(path), text) }
}

/** JSON, also with actions of a Go template in it, which ecspresso fills in; those of control it cannot be read with. */
function readRendered(file: string, text: string): SyntaxNode {
  try {
    return readSyntax(file, text, 'yaml-1.2')
  } catch (error) {
    if (!(error instanceof InputError) || !text.includes('{{')) throw error
    try {
      return readSyntax(file, withQuotedActions(text), 'yaml-1.2')
    } catch {
      const [problem] = error.problems
      throw inputError('the file is a template that is not rendered', problem?.source ?? { file }, {
        expected: 'JSON',
        remedy: 'render it first, as `ecspresso render taskdef` does',
      })
    }
  }
}

function openFolder(folder: string): OpenedInput {
  const names = namesIn(folder)
  const isProject = isOfTemplates(folder, names)
  // All JSON of an assembly is the assembly's own.
  const files = basename(folder) === 'cdk.out' ? [] : jsonFilesIn(folder, names)
  const plans = files.filter(({ root }) => isTerraformFile(root))
  const definitions = files.filter(({ root }) => isTaskDefinitionFile(root))
  if (plans.length > 1) {
    throw inputError(
      'the folder holds several plans or states of Terraform',
      { file: displayPath(folder) },
      { expected: `one of ${plans.map((one) => basename(one.path)).join(', ')}` },
    )
  }
  const inputs = [
    ...(isProject ? [folder] : templatesIn(folder)).map(openTemplates),
    ...plans.map((plan) => openTerraform(plan.path, plan)),
    ...(definitions.length > 0 ? [openTaskDefinitions(folder, definitions)] : []),
  ]
  const [only] = inputs
  if (only === undefined) throw nothingIn(folder, names)
  return inputs.length === 1 ? only : together(folder, inputs)
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    throw unreadable(folder, error)
  }
}

function nothingIn(folder: string, names: readonly string[]): InputError {
  const foreign = foreignIn(names)
  const closed = names.filter(
    (name) => /\.(?:ya?ml|json|template)$/.test(name) && !mayRead(join(folder, name)),
  )
  const closedRemedy =
    closed.length > 0 ? `${closed.slice(0, 5).join(', ')} may not be read by this user` : undefined
  return inputError(
    'the folder has nothing to check',
    { file: displayPath(folder) },
    {
      expected,
      remedy: foreign?.remedy ?? closedRemedy ?? 'name the file or the folder that holds it',
    },
  )
}

function mayRead(path: string): boolean {
  try {
    accessSync(path, constants.R_OK)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'EACCES'
  }
}

/** What lies in one folder is one world. */
function together(base: string, inputs: readonly OpenedInput[]): OpenedInput {
  const settings = inputs.map((input) => input.settings).find((one) => one !== undefined)
  return {
    base,
    stacks: inputs.flatMap(({ stacks }) => stacks),
    ...(settings ? { settings } : {}),
    texts: new Map(inputs.flatMap(({ texts }) => [...texts])),
    read: (place) => {
      const read = inputs.map((input) => input.read(place))
      return {
        records: read.flatMap(({ records }) => records),
        problems: read.flatMap(({ problems }) => problems),
        misplaced: read.flatMap(({ misplaced = [] }) => misplaced),
      }
    },
  }
}

/** Whether a folder is a project of templates: it has one, or its settings name one. */
function isOfTemplates(folder: string, names: readonly string[]): boolean {
  if (basename(folder) === 'cdk.out') return true
  if (names.some((name) => /^(?:template\.(?:ya?ml|json)|cdk\.out|manifest\.json)$/.test(name))) return true
  const settings = ownSettings(folder)
  if (settings === undefined) return false
  return (
    settings.template !== undefined || names.some((name) => /\.template(?:\.(?:json|ya?ml))?$/.test(name))
  )
}

function ownSettings(folder: string): ProjectSettings | undefined {
  const path = findSettings(folder)
  return path === undefined ? undefined : readSettings(path)
}

/** The settings beside a file that is no template. Those of a project of templates say nothing of it. */
function settingsBeside(folder: string): Pick<OpenedInput, 'settings'> {
  if (isOfTemplates(folder, readdirSync(folder))) return {}
  const settings = ownSettings(folder)
  return settings ? { settings } : {}
}

/** The JSON files of a folder that hold something to check; the others are somebody else's. */
function jsonFilesIn(folder: string, names: readonly string[]): readonly JsonFile[] {
  return names
    .filter((name) => extname(name) === '.json')
    .sort()
    .slice(0, maxFiles)
    .flatMap((name) => {
      const path = join(folder, name)
      const text = textIn(path)
      return likelyOther.test(text) && isJsonText(text) ? [jsonFile(path, text)] : []
    })
}

/** The text of a file in a folder; nothing of one that cannot be read. */
function textIn(path: string): string {
  try {
    return statSync(path).isFile() ? readTextFile(path) : ''
  } catch {
    return ''
  }
}

/** A service definition beside a task definition is part of it, as ecspresso has them. */
function withCompanions(path: string, file: JsonFile): readonly JsonFile[] {
  if (!/task-?def/i.test(basename(path))) return [file]
  const folder = folderOf(path)
  const prefix = basename(path).split(/task-?def/i)[0] ?? ''
  const beside = readdirSync(folder).filter(
    (name) => name.startsWith(prefix) && /^(?:service|svc)-?(?:def)?/i.test(name.slice(prefix.length)),
  )
  return [file, ...jsonFilesIn(folder, beside).filter(({ root }) => isTaskDefinitionFile(root))]
}

function openTemplates(path: string): OpenedInput {
  const { directory, settings, stacks } = openProject(path, { openLoops: 'left out' })
  const files = [...new Set(stacks.map(({ template }) => fileOf(template.file)))]
  return {
    base: directory,
    stacks,
    settings,
    texts: new Map(files.map((file) => [file, readTextFile(file)])),
    read: () => ({ records: [], problems: [] }),
  }
}

function fileOf(shown: string): string {
  return shown === standardInputName ? standardInput : resolve(shown)
}

function openTaskDefinitions(base: string, files: readonly JsonFile[]): OpenedInput {
  return {
    base,
    stacks: [],
    ...settingsBeside(base),
    texts: new Map(files.map(({ path, text }) => [path, text])),
    read: (place) =>
      taskDefinitionRecords(
        files.map(({ root }) => root),
        place,
      ),
  }
}

function openTerraform(path: string, { root, text }: JsonFile): OpenedInput {
  return {
    base: folderOf(path),
    stacks: [],
    ...settingsBeside(folderOf(path)),
    texts: new Map([[path, text]]),
    read: (place) => terraformRecords(root as SyntaxMap, place),
  }
}
