import { readdirSync, statSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import type { ProjectSettings } from '../../model/project.ts'
import { InputError, inputError } from '../input-error.ts'
import { findSettings, templatesIn } from '../project/find-template.ts'
import { openProject, type ProjectStack } from '../project/open-project.ts'
import { readSettings } from '../project/read-settings.ts'
import type { AssumedPlace, ReadRecords } from '../records/read-records.ts'
import { displayPath, fileErrorReason, readSyntax, readTextFile } from '../syntax/read-file.ts'
import type { SyntaxMap, SyntaxNode } from '../syntax/syntax.ts'
import { withQuotedActions } from '../task-definition/placeholders.ts'
import { taskDefinitionRecords } from '../task-definition/task-definition-records.ts'
import { isTaskDefinitionFile } from '../task-definition/task-definition-file.ts'
import { terraformRecords } from '../terraform/terraform-records.ts'
import { isTerraformFile } from '../terraform/terraform-file.ts'

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

/** Opens a file or folder as what it is. Throws an InputError that says what was expected where it is nothing known. */
export function openInput(path: string): OpenedInput {
  const absolute = resolve(path)
  const stat = statOf(absolute)
  if (stat.isDirectory()) return openFolder(absolute)
  if (!stat.isFile()) throw inputError('this is not a file', { file: displayPath(absolute) }, { expected })
  return openFile(absolute)
}

function statOf(path: string): ReturnType<typeof statSync> & object {
  try {
    return statSync(path)
  } catch (error) {
    throw inputError(
      `the input cannot be read: ${fileErrorReason(error)}`,
      { file: displayPath(path) },
      { expected },
    )
  }
}

function openFile(path: string): OpenedInput {
  if (/^seatrial\.ya?ml$/.test(basename(path)) || basename(path) === 'manifest.json')
    return openTemplates(path)
  if (extname(path) !== '.json') return openTemplates(path)
  // Templates are long, and are read where they are opened.
  const text = readTextFile(path)
  if (!likelyOther.test(text)) return openTemplates(path)
  const file = jsonFile(path, text)
  if (isTerraformFile(file.root)) return openTerraform(path, file)
  if (isTaskDefinitionFile(file.root)) return openTaskDefinitions(dirname(path), withCompanions(path, file))
  return openTemplates(path)
}

/** Keys that plans, states, task definitions and services have, and templates spell otherwise. */
const likelyOther =
  /"(?:terraform_version|format_version|family|containerDefinitions|networkConfiguration|desiredCount)"\s*:/

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
  const names = readdirSync(folder)
  if (isOfTemplates(folder, names)) return openTemplates(folder)
  const files = jsonFilesIn(folder, names)
  const plans = files.filter(({ root }) => isTerraformFile(root))
  const definitions = files.filter(({ root }) => isTaskDefinitionFile(root))
  const [plan] = plans
  if (plan && plans.length === 1 && definitions.length === 0) return openTerraform(plan.path, plan)
  if (plan) {
    throw inputError(
      'the folder holds several things to check',
      { file: displayPath(folder) },
      { expected: `one of ${[...plans, ...definitions].map((one) => basename(one.path)).join(', ')}` },
    )
  }
  if (definitions.length > 0) return openTaskDefinitions(folder, definitions)
  const templates = templatesIn(folder)
  return templates.length > 1
    ? together(folder, templates.map(openTemplates))
    : openTemplates(templates[0] ?? folder)
}

/** Several templates of one folder are one world. */
function together(base: string, inputs: readonly OpenedInput[]): OpenedInput {
  const settings = inputs[0]?.settings
  return {
    base,
    stacks: inputs.flatMap(({ stacks }) => stacks),
    ...(settings ? { settings } : {}),
    texts: new Map(inputs.flatMap(({ texts }) => [...texts])),
    read: () => ({ records: [], problems: [] }),
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

/** The JSON files of a folder that can be read; the others are somebody else's. */
function jsonFilesIn(folder: string, names: readonly string[]): readonly JsonFile[] {
  return names
    .filter((name) => extname(name) === '.json')
    .sort()
    .slice(0, maxFiles)
    .flatMap((name) => {
      try {
        return statSync(join(folder, name)).isFile() ? [jsonFile(join(folder, name))] : []
      } catch {
        return []
      }
    })
}

/** A service definition beside a task definition is part of it, as ecspresso has them. */
function withCompanions(path: string, file: JsonFile): readonly JsonFile[] {
  if (!/task-?def/i.test(basename(path))) return [file]
  const folder = dirname(path)
  const prefix = basename(path).split(/task-?def/i)[0] ?? ''
  const beside = readdirSync(folder).filter(
    (name) => name.startsWith(prefix) && /^(?:service|svc)-?(?:def)?/i.test(name.slice(prefix.length)),
  )
  return [file, ...jsonFilesIn(folder, beside).filter(({ root }) => isTaskDefinitionFile(root))]
}

function openTemplates(path: string): OpenedInput {
  const { directory, settings, stacks } = openProject(path)
  const files = [...new Set(stacks.map(({ template }) => resolve(template.file)))]
  return {
    base: directory,
    stacks,
    settings,
    texts: new Map(files.map((file) => [file, readTextFile(file)])),
    read: () => ({ records: [], problems: [] }),
  }
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
    base: dirname(path),
    stacks: [],
    ...settingsBeside(dirname(path)),
    texts: new Map([[path, text]]),
    read: (place) => terraformRecords(root as SyntaxMap, place),
  }
}
