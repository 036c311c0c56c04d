import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openFrontDoor, type OpenDoor } from '../../test/support/front-door.ts'
import { Fault } from '../aws/fault.ts'
import { projects } from '../model/project-state.ts'
import { stackResources, stacks } from '../model/stack.ts'
import type { Progress } from './progress.ts'
import { Provisioner } from './provisioner.ts'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const cases = join(root, 'cases', 'provision')
const account = '000000000000'
const region = 'eu-west-1'

/** One step of `steps.json`: a project is applied, a stack removed, or an operation called and its answer shown. */
type Step =
  | {
      readonly apply: string
      readonly parameters?: Record<string, string>
      readonly secrets?: Record<string, string>
    }
  | { readonly remove: string }
  | { readonly call: string; readonly input?: object; readonly show?: string; readonly region?: string }
  | { readonly rows: string }
  | { readonly project: string }

class CaseRun {
  private readonly open: OpenDoor
  private readonly folder: string
  private readonly provisioner: Provisioner
  private readonly parts = new Set<string>()
  private readonly names = new Map<string, string>()

  constructor(open: OpenDoor, folder: string) {
    this.open = open
    this.folder = folder
    const { store, door, clock } = open
    this.provisioner = new Provisioner({ store, door, now: () => clock.now, account, waitMs: 100 })
  }

  async run(step: Step): Promise<string> {
    const lines: string[] = []
    const report = (progress: Progress): void => {
      lines.push(show(progress))
    }
    if ('apply' in step) {
      const path = join(this.folder, step.apply)
      const { parameters = {}, secrets: secretValues = {} } = step
      lines.push(`# apply ${step.apply}`)
      await this.provisioner.apply({ path, parameters, secretValues, region }, report)
    } else if ('remove' in step) {
      lines.push(`# remove ${step.remove}`)
      await this.provisioner.remove(step.remove, region, report)
    } else if ('project' in step) lines.push(`# project ${step.project}`, ...this.project(step.project))
    else if ('rows' in step) lines.push(`# rows ${step.rows}`, ...this.rows(step.rows))
    else lines.push(`# ${step.call}`, ...(await this.call(step)))
    return this.masked(withKeptTogether(lines).join('\n'))
  }

  private rows(stack: string): string[] {
    const view = this.open.store.view({ account, region })
    const resources = [...view.by(stackResources, 'stack', stack)].map(
      ({ logicalId, state, properties, attributes }) =>
        `${logicalId} ${state} ${JSON.stringify(properties)} ${JSON.stringify(attributes)}`,
    )
    return [`status ${view.get(stacks, stack)?.status ?? 'none'}`, ...resources]
  }

  private project(stack: string): string[] {
    const row = this.open.store.view({ account, region }).get(projects, stack)
    return Object.entries(row ?? {}).map(([name, value]) => {
      const shown = JSON.stringify(value, (key, inner: unknown) => (key === 'source' ? undefined : inner))
      return `${name} ${shown.replaceAll(this.folder, '.')}`
    })
  }

  private async call(step: Extract<Step, { call: string }>): Promise<string[]> {
    const [service = '', operation = ''] = step.call.split(' ')
    const input = this.withIds(JSON.stringify(step.input ?? {}))
    try {
      const caller = { account, region: step.region ?? region }
      const output = await this.open.door.invoke(service, operation, JSON.parse(input) as object, caller)
      return step.show === undefined
        ? []
        : valuesAt(output, step.show.split('.')).map((value) => JSON.stringify(value))
    } catch (error) {
      if (error instanceof Fault) return [`${error.code}: ${error.message}`]
      throw error
    }
  }

  /** `${stack/LogicalId}` stands for the physical id of what was made. */
  private withIds(text: string): string {
    const view = this.open.store.view({ account, region })
    return text.replaceAll(/\$\{([^/}]+)\/([^}]+)\}/g, (_, stack: string, logicalId: string) => {
      return view.get(stackResources, `${stack} ${logicalId}`)?.physicalId ?? `no ${logicalId}`
    })
  }

  /** What was made up at the end of names, so far. */
  private randomParts(): readonly string[] {
    for (const { generatedName, physicalId = '' } of this.open.store
      .view({ account, region })
      .all(stackResources)) {
      if (generatedName !== undefined) this.parts.add(generatedName.slice(-13))
      if (physicalId.includes(':secret:')) this.parts.add(physicalId.slice(-7))
    }
    return [...this.parts]
  }

  /** Random parts differ from run to run: each is numbered by its first appearance. */
  private masked(text: string): string {
    const number = (kind: string, whole: string): string => {
      const known = this.names.get(whole)
      if (known !== undefined) return known
      const name = `${kind}${[...this.names.values()].filter((other) => other.replace(/\d+$/, '') === kind).length + 1}`
      this.names.set(whole, name)
      return name
    }
    return this.randomParts()
      .reduce((masked, part) => masked.replaceAll(part, number('-random-', part)), text)
      .replaceAll(/\b([a-z]+(?:-[a-z]+)*-)[0-9a-f]{17}\b/g, (whole, kind: string) => number(kind, whole))
      .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, (whole) =>
        number('uuid-', whole),
      )
      .replaceAll(/\b198\.\d+\.\d+\.\d+\b/g, (whole) => number('address-', whole))
      .replaceAll(/(?:secret|plain):[0-9a-f]{32}/g, (whole) => number('hash-', whole))
      .replaceAll(/\b(AKIA|AROA|AIDA|ANPA)[0-9A-Z]{16,17}/g, (whole, kind: string) =>
        number(`${kind}-`, whole),
      )
      .replaceAll(`${relative(process.cwd(), this.folder)}/`, '')
      .replaceAll(`${this.folder}/`, '')
  }
}

function show(progress: Progress): string {
  if (progress.kind === 'resource') {
    const { action, logicalId, type, state, physicalId = '', reason } = progress
    const failed = state === 'failed' ? ` FAILED ${reason}` : ''
    return `${action} ${logicalId} ${type.replace('AWS::', '')} ${physicalId}`.trimEnd() + failed
  }
  if (progress.kind === 'skipped') {
    const { logicalId, type, reason, where } = progress
    return `skipped ${logicalId} ${type.replace('AWS::', '')} at ${where}: ${reason}`
  }
  if (progress.kind === 'note') return `note ${progress.text}`
  return progress.kind === 'failed'
    ? `failed ${progress.message}`
    : `done ${JSON.stringify(progress.outputs)}`
}

/** Resources that are kept on one line, where the first of them stands. */
function withKeptTogether(lines: readonly string[]): readonly string[] {
  const kept = lines.filter((line) => line.startsWith('keep '))
  const together = `keep ${kept.map((line) => line.split(' ').slice(1, -2).join(' ')).join(', ')}`
  return lines.flatMap((line) => (line === kept[0] ? [together] : line.startsWith('keep ') ? [] : [line]))
}

/** The values at a path in which `*` stands for every element. */
function valuesAt(value: unknown, [step, ...rest]: readonly string[]): unknown[] {
  if (step === undefined) return [value]
  if (step === '*') return Object.values(value ?? {}).flatMap((item) => valuesAt(item, rest))
  const next = (value as Record<string, unknown> | undefined)?.[step]
  return next === undefined ? [] : valuesAt(next, rest)
}

describe('projects applied to an account', () => {
  it.each(readdirSync(cases))('%s', async (name) => {
    const folder = join(cases, name)
    const steps = JSON.parse(readFileSync(join(folder, 'steps.json'), 'utf8')) as Step[]
    const open = await openFrontDoor()
    try {
      const run = new CaseRun(open, folder)
      const shown: string[] = []
      for (const step of steps) shown.push(await run.run(step))
      const actual = `${shown.join('\n')}\n`
      const expectedFile = join(folder, 'expected.txt')
      if (process.env['UPDATE'] === '1') writeFileSync(expectedFile, actual)
      expect(existsSync(expectedFile)).toBe(true)
      expect(actual).toBe(readFileSync(expectedFile, 'utf8'))
      expect(actual.split('\n').length).toBeLessThan(60)
      expect(open.bugs).toEqual([])
    } finally {
      await open.close()
    }
  })
})
