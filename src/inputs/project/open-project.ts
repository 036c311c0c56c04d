import { statSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import type { ProjectSettings } from '../../model/project.ts'
import type { Sourced, Template } from '../../model/template.ts'
import { inputError, ProblemList } from '../input-error.ts'
import { suggestion } from '../nearest-name.ts'
import { parseTemplate, type ParseOptions } from '../cloudformation/parse-template.ts'
import { displayPath, fileErrorReason, readTextFile } from '../syntax/read-file.ts'
import { folderOf, isStream } from '../syntax/stream.ts'
import { readAssembly } from './cdk-assembly.ts'
import { findSettings, findTemplate, isSettingsName } from './find-template.ts'
import { parseSettings, readSettings } from './read-settings.ts'
import { ssmDefaults, withAssetDefaults } from './synthesized-parameters.ts'

/** A project as it lies on disk: its template or templates, and what `seatrial.yaml` says. */
export interface Project {
  readonly name: string
  /** Absolute; what `seatrial.yaml` says is relative to it. */
  readonly directory: string
  readonly settings: ProjectSettings
  /** Each after those it depends on. */
  readonly stacks: readonly ProjectStack[]
}

/** One stack of a project, ready for `createScope`. */
export interface ProjectStack {
  readonly name: string
  /** Where the template or the settings name one. */
  readonly region?: string
  readonly accountId?: string
  readonly template: Template
  /** Values of this template's parameters. */
  readonly parameters: ReadonlyMap<string, Sourced<string>>
  /** Parameter Store values that tools expect to be there, such as the version of the CDK's bootstrap stack. */
  readonly ssmDefaults: ReadonlyMap<string, string>
}

/**
 * Opens a project: a folder (with a template, a `cdk.out`, or a `seatrial.yaml` that names one), a template file, or
 * the `seatrial.yaml` itself. Throws an InputError with everything that is wrong.
 */
export function openProject(path: string, { openLoops }: Pick<ParseOptions, 'openLoops'> = {}): Project {
  const { directory, file } = locate(resolve(path))
  const settingsPath = findSettings(directory)
  const settings = settingsPath ? readSettings(settingsPath) : parseSettings('', 'seatrial.yaml', directory)
  const templatePath = file ?? templateOf(settings, directory)
  const read = readStacks(templatePath, settings, { directory, openLoops })
  checkParameters(read, settings)
  return {
    name: stackName(directory),
    directory,
    settings,
    stacks: read.map((stack) => completeStack(stack, settings)),
  }
}

function locate(path: string): { readonly directory: string; readonly file?: string } {
  if (isStream(path)) return { directory: folderOf(path), file: path }
  let isDirectory: boolean
  try {
    isDirectory = statSync(path).isDirectory()
  } catch (error) {
    throw inputError(
      `the project cannot be read: ${fileErrorReason(error)}`,
      { file: displayPath(path) },
      {
        expected: 'a folder with a template, or a template',
      },
    )
  }
  if (isDirectory) {
    // The settings of an app lie beside its cdk.out, not in it.
    return basename(path) === 'cdk.out'
      ? { directory: dirname(path), file: findTemplate(path) }
      : { directory: path }
  }
  const directory = dirname(path)
  return isSettingsName(basename(path)) ? { directory } : { directory, file: path }
}

function templateOf(settings: ProjectSettings, directory: string): string {
  if (!settings.template) return findTemplate(directory)
  const path = settings.template.value
  return statSync(path).isDirectory() ? findTemplate(path) : path
}

interface ReadStack {
  readonly name: string
  readonly region?: string
  readonly accountId?: string
  readonly template: Template
}

interface Reading {
  readonly directory: string
  readonly openLoops: ParseOptions['openLoops']
}

function readStacks(
  path: string,
  settings: ProjectSettings,
  { directory, openLoops }: Reading,
): readonly ReadStack[] {
  const parameters = Object.fromEntries([...settings.parameters].map(([name, { value }]) => [name, value]))
  const options: ParseOptions = { parameters, ...(openLoops ? { openLoops } : {}) }
  if (basename(path) === 'manifest.json') {
    const stacks = readAssembly(path, options)
    if (stacks.length > 0) return stacks
    throw inputError(
      'the CDK assembly has no stack',
      { file: displayPath(path) },
      { remedy: 'run `cdk synth`' },
    )
  }
  const template = parseTemplate(readTextFile(path), displayPath(path), options)
  return [{ name: settings.stack?.value ?? stackName(directory), template }]
}

function completeStack(stack: ReadStack, settings: ProjectSettings): ProjectStack {
  const region = settings.region?.value ?? stack.region
  const given = [...settings.parameters].filter(([name]) => stack.template.parameters.has(name))
  return {
    ...stack,
    ...(region === undefined ? {} : { region }),
    parameters: withAssetDefaults(stack.template, new Map(given)),
    ssmDefaults: ssmDefaults(stack.template),
  }
}

function checkParameters(stacks: readonly ReadStack[], settings: ProjectSettings): void {
  const problems = new ProblemList()
  const names = new Set(stacks.flatMap(({ template }) => [...template.parameters.keys()]))
  for (const [name, { source }] of settings.parameters) {
    if (names.has(name)) continue
    problems.add(`the template has no parameter ${name}`, source, suggestion(name, names, 'parameter'))
  }
  problems.throwIfAny()
}

/** The name of a folder or file as the name of a stack: letters, digits and hyphens, beginning with a letter. */
export function stackName(directory: string): string {
  const name = basename(directory)
    .replaceAll(/[^A-Za-z0-9-]+/g, '-')
    .replace(/^[^A-Za-z]+/, '')
  return (name === '' ? 'stack' : name).slice(0, 128)
}
