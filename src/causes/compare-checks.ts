import type { EvaluatedLaunch } from '../launch/evaluated-launch.ts'
import type { CheckFinding, CheckReport } from './check-report.ts'

/** What of a launch differs between two revisions. */
export interface LaunchChange {
  readonly subject: string
  /** What it is: `execution role`, `image of app`, `subnets`. */
  readonly what: string
  /** Missing where there was none before. */
  readonly before?: string
  /** Missing where there is none any more. */
  readonly after?: string
  /** Where it stands in the new revision. */
  readonly place?: string
}

/** Two revisions side by side: what changes a launch, and which findings come and go. */
export interface CheckDifference {
  readonly version: 1
  readonly changes: readonly LaunchChange[]
  /** Findings of the new revision that the old one has not. */
  readonly introduced: readonly CheckFinding[]
  /** Findings of the old revision that the new one has not. */
  readonly resolved: readonly CheckFinding[]
  /** How many findings both have. */
  readonly remaining: number
}

/** One revision, checked. */
export interface CheckedRevision {
  readonly launches: readonly EvaluatedLaunch[]
  readonly report: CheckReport
}

/** Compares two revisions. Launches of the same kind and name are the same; where each side has one alone, these are. */
export function compareChecks(before: CheckedRevision, after: CheckedRevision): CheckDifference {
  const known = new Set(before.report.findings.map(keyOf))
  const now = new Set(after.report.findings.map(keyOf))
  return {
    version: 1,
    changes: pairsOf(before.launches, after.launches).flatMap(changesOf),
    introduced: after.report.findings.filter((finding) => !known.has(keyOf(finding))),
    resolved: before.report.findings.filter((finding) => !now.has(keyOf(finding))),
    remaining: after.report.findings.filter((finding) => known.has(keyOf(finding))).length,
  }
}

/** Lines move between revisions; what is wrong with what does not. */
function keyOf({ code, subject, message }: CheckFinding): string {
  return [code, subject, message].join('\n')
}

interface LaunchPair {
  readonly before?: EvaluatedLaunch
  readonly after?: EvaluatedLaunch
}

function pairsOf(before: readonly EvaluatedLaunch[], after: readonly EvaluatedLaunch[]): LaunchPair[] {
  const [oneBefore, oneAfter] = [before[0], after[0]]
  if (before.length === 1 && after.length === 1 && oneBefore && oneAfter)
    return [{ before: oneBefore, after: oneAfter }]
  const nameOf = ({ subject }: EvaluatedLaunch): string => `${subject.kind} ${subject.name}`
  const old = new Map(before.map((launch) => [nameOf(launch), launch]))
  const current = new Map(after.map((launch) => [nameOf(launch), launch]))
  const gone = before.filter((launch) => !current.has(nameOf(launch))).map((launch) => ({ before: launch }))
  const kept = after.map((launch) => {
    const earlier = old.get(nameOf(launch))
    return earlier ? { before: earlier, after: launch } : { after: launch }
  })
  return [...kept, ...gone]
}

function changesOf({ before, after }: LaunchPair): LaunchChange[] {
  const named = after ?? before
  if (named === undefined) return []
  const { kind, name } = named.subject
  if (after === undefined) return [{ subject: name, what: kind, before: name }]
  if (before === undefined) return [{ subject: name, what: kind, after: name }]
  const [old, now] = [partsOf(before), partsOf(after)]
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((what) => {
    const [was, is] = [old.get(what), now.get(what)]
    if (was?.value === is?.value) return []
    const place = is && after.placeOf?.(is.part)
    return [
      {
        subject: name,
        what,
        ...(was === undefined ? {} : { before: was.value }),
        ...(is === undefined ? {} : { after: is.value }),
        ...(place === undefined ? {} : { place }),
      },
    ]
  })
}

interface Part {
  readonly value: string
  /** As `placeOf` knows it. */
  readonly part: string
}

/** All of a launch that decides whether it succeeds, each under what a person calls it. */
function partsOf({ task, request }: EvaluatedLaunch): ReadonlyMap<string, Part> {
  const parts = new Map<string, Part>()
  const add = (what: string, part: string, value: unknown): void => {
    const text = textOf(value)
    if (text !== undefined) parts.set(what, { value: text, part })
  }
  const { definition, networkConfiguration } = request
  add('execution role', 'role/execution', task.executionRoleArn)
  add('task role', 'role/task', task.taskRoleArn)
  add('launch type', 'launchType', request.launchType)
  add('platform version', 'platformVersion', request.platformVersion)
  add('network mode', 'networkMode', definition.networkMode)
  add('task CPU', 'cpu', definition.cpu)
  add('task memory', 'memory', definition.memory)
  add('CPU architecture', 'runtimePlatform', definition.runtimePlatform?.cpuArchitecture)
  add('subnets', 'networkConfiguration', networkConfiguration?.subnets)
  add('security groups', 'networkConfiguration', networkConfiguration?.securityGroups)
  add('public address', 'networkConfiguration', networkConfiguration?.assignPublicIp)
  for (const container of definition.containerDefinitions ?? []) {
    const { name = '', secrets = [], environmentFiles = [], logConfiguration } = container
    const of = (what: string): string => `${what} of ${name}`
    add(of('image'), `image/${name}`, container.image)
    add(
      of('registry credentials'),
      `registry-secret/${name}`,
      container.repositoryCredentials?.credentialsParameter,
    )
    add(of('memory'), `container/${name}/memory`, container.memory)
    add(of('memory reservation'), `container/${name}/memoryReservation`, container.memoryReservation)
    add(of('CPU'), `container/${name}/cpu`, container.cpu || undefined)
    add(of('command'), `container/${name}/command`, container.command)
    add(of('entry point'), `container/${name}/entryPoint`, container.entryPoint)
    add(of('health check'), `healthCheck/${name}`, container.healthCheck?.command)
    add(
      of('ports'),
      `portMappings/${name}`,
      container.portMappings?.map(({ containerPort }) => containerPort),
    )
    add(of('log driver'), `log-driver/${name}`, logConfiguration?.logDriver)
    for (const [option, value] of Object.entries(logConfiguration?.options ?? {}))
      add(of(`log option ${option}`), `log-driver/${name}`, value)
    for (const secret of secrets)
      add(of(`secret ${secret.name ?? ''}`), `secrets/${name}/${secret.name ?? ''}`, secret.valueFrom)
    for (const [index, file] of environmentFiles.entries())
      add(of(`environment file ${index + 1}`), `env-file/${name}/${index + 1}`, file.value)
  }
  return parts
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(String).join(', ')
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}
