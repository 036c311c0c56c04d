import { readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type {
  BucketSettings,
  IgnoreSettings,
  ImagePlatform,
  ImageSettings,
  ProjectSettings,
  SecretSettings,
  TaskNetwork,
  TaskSettings,
} from '../../model/project.ts'
import type { Source, Sourced } from '../../model/template.ts'
import { inputError, ProblemList } from '../input-error.ts'
import { displayPath, readSyntax, readTextFile } from '../syntax/read-file.ts'
import { commandWords } from './command-words.ts'
import { readNeeds, readPrograms } from './read-image-facts.ts'
import { readHosts, readPublished } from './read-ports.ts'
import { SchemaCheck } from './schema-check.ts'
import type { JsonSchema } from './schema-check.ts'
import { SettingsNode } from './settings-node.ts'
import { assetUrl } from '../../model/asset.ts'

let schema: JsonSchema | undefined

/** The JSON Schema of `seatrial.yaml`, read once. */
export function settingsSchema(): JsonSchema {
  schema ??= JSON.parse(readFileSync(assetUrl('inputs/project/seatrial.schema.json'), 'utf8')) as JsonSchema
  return schema
}

/** Reads a `seatrial.yaml`. Throws an InputError with everything that is wrong with it. */
export function readSettings(path: string): ProjectSettings {
  return parseSettings(readTextFile(path), displayPath(path), dirname(resolve(path)))
}

/** Reads the text of a `seatrial.yaml`; paths in it are relative to `directory`. */
export function parseSettings(text: string, file: string, directory: string): ProjectSettings {
  const empty = text.split('\n').every((line) => /^\s*(?:#.*|---)?\s*$/.test(line))
  if (empty) return noSettings(file)
  const root = readSyntax(file, text, 'yaml-1.2')
  const problems = new ProblemList()
  if (root.kind !== 'map') throw inputError('seatrial.yaml is not a map', root.source, { expected: 'a map' })
  new SchemaCheck(settingsSchema(), problems).check(root)
  problems.throwIfAny()
  const settings = new SettingsReader(new SettingsNode(root), file, directory, problems).read()
  problems.throwIfAny()
  return settings
}

function noSettings(file: string): ProjectSettings {
  return {
    file,
    parameters: new Map(),
    images: [],
    secrets: [],
    buckets: [],
    publish: [],
    hosts: [],
    tasks: [],
    ignore: [],
  }
}

/** Turns nodes that fit the schema into settings, and notes what a schema cannot say. */
class SettingsReader {
  private readonly root: SettingsNode
  private readonly file: string
  private readonly directory: string
  private readonly problems: ProblemList

  constructor(root: SettingsNode, file: string, directory: string, problems: ProblemList) {
    this.root = root
    this.file = file
    this.directory = directory
    this.problems = problems
  }

  read(): ProjectSettings {
    const { root } = this
    const template = root.sourced('template')
    const stack = root.sourced('stack')
    const region = root.sourced('region')
    const deployer = root.sourced('deployer')
    return {
      file: this.file,
      ...(template ? { template: { ...template, value: this.path(template, 'any') } } : {}),
      ...(stack ? { stack } : {}),
      ...(region ? { region } : {}),
      ...(deployer ? { deployer } : {}),
      ...(root.text('complete') === 'true' ? { complete: true } : {}),
      parameters: new Map(
        root
          .entries('parameters')
          .map(({ key, value }) => [key, { value: value.joined(','), source: value.source }]),
      ),
      images: root.entries('images').map(({ key, keySource, value }) => this.image(key, keySource, value)),
      secrets: root.entries('secrets').map(({ key, keySource, value }) => this.secret(key, keySource, value)),
      buckets: root.entries('buckets').map(({ key, keySource, value }) => this.bucket(key, keySource, value)),
      publish: readPublished(root.child('publish'), this.problems),
      hosts: readHosts(root.entries('hosts'), this.problems),
      tasks: root.entries('tasks').map(({ key, keySource, value }) => this.task(key, keySource, value)),
      ignore: root.child('ignore')?.items().map(ignored) ?? [],
    }
  }

  private image(reference: string, source: Source, node: SettingsNode): ImageSettings {
    const entryPoint = node.child('entryPoint')
    const run = node.child('run')
    const platform = node.child('platform')?.textOrTexts()
    const directory = node.sourced('source')
    const programs = node.child('programs')
    const needs = node.child('needs')
    return {
      reference,
      sourceDirectory: directory ? this.path(directory, 'folder') : this.directory,
      build: node.child('build')?.texts() ?? [],
      ...(entryPoint ? { entryPoint: commandWords(entryPoint.textOrTexts()) } : {}),
      ...(run ? { run: commandWords(run.textOrTexts()) } : {}),
      environment: Object.fromEntries(
        node.entries('environment').map(({ key, value }) => [key, value.ownText]),
      ),
      ...(platform === undefined ? {} : { platform: platformOf(platform) }),
      ...(programs ? { programs: readPrograms(programs, node, this.problems) } : {}),
      ...(needs ? { needs: readNeeds(needs) } : {}),
      source,
    }
  }

  private secret(name: string, source: Source, node: SettingsNode): SecretSettings {
    const variable = node.text('fromEnv')
    const file = node.sourced('file')
    if (variable !== undefined) return { name, value: { kind: 'environment', variable }, source }
    if (file) return { name, value: { kind: 'file', path: this.path(file, 'file') }, source }
    return { name, value: { kind: 'text', text: node.ownText }, source }
  }

  private bucket(name: string, source: Source, node: SettingsNode): BucketSettings {
    if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) {
      this.problems.add(`${name} is not the name of a bucket`, source, {
        expected: '3 to 63 lower-case letters, digits, dots and hyphens',
      })
    }
    const region = node.text('region')
    const objects = node.entries('objects').map(({ key, keySource, value }) => {
      const file = value.sourced('file')
      const body = file
        ? ({ kind: 'file', path: this.path(file, 'file') } as const)
        : ({ kind: 'text', text: value.text('content') ?? '' } as const)
      return { key, body, source: keySource }
    })
    return { name, ...(region === undefined ? {} : { region }), objects, source }
  }

  private task(alias: string, source: Source, node: SettingsNode): TaskSettings {
    const cluster = node.text('cluster')
    const network = this.network(node)
    return {
      alias,
      taskDefinition: node.text('taskDefinition') ?? '',
      ...(cluster === undefined ? {} : { cluster }),
      ...(network ? { network } : {}),
      source,
    }
  }

  private network(node: SettingsNode): TaskNetwork | undefined {
    const service = node.text('networkOf')
    const own = node.child('subnets') ?? node.child('securityGroups') ?? node.child('assignPublicIp')
    if (service !== undefined && own) {
      this.problems.add('the network is given twice', own.source, {
        expected: 'networkOf, or subnets with securityGroups and assignPublicIp',
        remedy: 'remove one of them',
      })
    }
    if (service !== undefined) return { kind: 'service', service }
    if (!own) return undefined
    const subnets = node.child('subnets')
    if (!subnets) {
      this.problems.add('the task has no subnets', own.source, {
        expected: 'subnets, or networkOf: <service>',
      })
    }
    return {
      kind: 'own',
      subnets: subnets?.texts() ?? [],
      securityGroups: node.child('securityGroups')?.texts() ?? [],
      assignPublicIp: node.text('assignPublicIp') === 'true',
    }
  }

  /** A path of the file as an absolute one; notes where it leads to nothing. */
  private path(written: Sourced<string>, kind: 'file' | 'folder' | 'any'): string {
    const path = resolve(this.directory, written.value)
    const found = statSync(path, { throwIfNoEntry: false })
    const what = kind === 'folder' ? 'a folder' : 'a file'
    if (!found) {
      this.problems.add(`there is no ${displayPath(path)}`, written.source, {
        expected: kind === 'any' ? 'a file or folder that exists' : `${what} that exists`,
        remedy: 'paths are relative to the folder of seatrial.yaml',
      })
    } else if ((kind === 'folder' && !found.isDirectory()) || (kind === 'file' && !found.isFile())) {
      const is = found.isDirectory() ? 'a folder' : 'a file'
      this.problems.add(`${displayPath(path)} is ${is}`, written.source, { expected: what })
    }
    return path
  }
}

/** The schema has let nothing else through. */
function platformOf(written: string | readonly string[]): ImagePlatform | readonly ImagePlatform[] {
  const one = (platform: string): ImagePlatform =>
    platform === 'linux/arm64' ? 'linux/arm64' : 'linux/amd64'
  return typeof written === 'string' ? one(written) : written.map(one)
}

function ignored(node: SettingsNode): IgnoreSettings {
  const subject = node.text('subject')
  return {
    code: node.text('code') ?? '',
    ...(subject === undefined ? {} : { subject }),
    reason: node.text('reason') ?? '',
    until: node.text('until') ?? '',
    source: node.source,
  }
}
