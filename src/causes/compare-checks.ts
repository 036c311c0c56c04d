import type { ContainerDefinition, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs'
import type { EvaluatedLaunch } from '../launch/evaluated-launch.ts'
import { ifKnown, readable } from '../launch/registration/unsettled.ts'
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
  const [old, now] = partsOfBoth(before, after)
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((what) => {
    const [was, is] = [old.get(what), now.get(what)]
    if (was?.value === is?.value) return []
    const place = is && after.placeOf?.(is.part)
    return [
      {
        subject: name,
        what,
        ...(was === undefined ? {} : { before: was.isHidden ? 'set' : was.value }),
        ...(is === undefined ? {} : { after: toldValue(is, was) }),
        ...(place === undefined ? {} : { place }),
      },
    ]
  })
}

function toldValue({ value, isHidden = false }: Part, was: Part | undefined): string {
  if (!isHidden) return value
  return was === undefined ? 'set' : 'set to another value'
}

interface Part {
  readonly value: string
  /** As `placeOf` knows it. */
  readonly part: string
  /** Whether the value may be confidential: it is compared, and not told. */
  readonly isHidden?: boolean
}

/** The parts of both revisions; those of containers are compared only where both have them. */
function partsOfBoth(
  before: EvaluatedLaunch,
  after: EvaluatedLaunch,
): readonly [ReadonlyMap<string, Part>, ReadonlyMap<string, Part>] {
  const both = [before, after] as const
  const areKnown = both.every(hasContainers)
  const [old, now] = both.map((launch) => {
    const parts = launchParts(launch)
    if (areKnown) for (const [what, part] of containerParts(launch)) parts.set(what, part)
    else parts.set('containers', { value: containersKnown(launch), part: 'containers' })
    return parts
  })
  return [old ?? new Map(), now ?? new Map()]
}

/** Of a plan the containers may be known only after apply. */
function hasContainers({ request, asked }: EvaluatedLaunch): boolean {
  if ((request.definition.containerDefinitions ?? []).length > 0 || asked === undefined) return true
  return (
    ifKnown(() => readable<RegisterTaskDefinitionRequest>(asked.definition).containerDefinitions) !==
    undefined
  )
}

function containersKnown(launch: EvaluatedLaunch): string {
  const names = (launch.request.definition.containerDefinitions ?? []).map(({ name = '' }) => name)
  return hasContainers(launch) ? names.join(', ') : 'not known'
}

class Parts extends Map<string, Part> {
  add(what: string, part: string, value: unknown): void {
    const text = textOf(value)
    if (text !== undefined) this.set(what, { value: text, part })
  }
}

/** What of a task and its service decides whether a launch succeeds, each under what a person calls it. */
function launchParts({ task, request }: EvaluatedLaunch): Parts {
  const parts = new Parts()
  const { definition, networkConfiguration } = request
  parts.add('execution role', 'role/execution', task.executionRoleArn)
  parts.add('task role', 'role/task', task.taskRoleArn)
  parts.add('launch type', 'launchType', request.launchType)
  parts.add('platform version', 'platformVersion', request.platformVersion)
  parts.add('network mode', 'networkMode', definition.networkMode)
  parts.add('task CPU', 'cpu', definition.cpu)
  parts.add('task memory', 'memory', definition.memory)
  parts.add('CPU architecture', 'runtimePlatform', definition.runtimePlatform?.cpuArchitecture)
  parts.add('subnets', 'networkConfiguration', networkConfiguration?.subnets)
  parts.add('security groups', 'networkConfiguration', networkConfiguration?.securityGroups)
  parts.add('public address', 'networkConfiguration', networkConfiguration?.assignPublicIp)
  for (const { name = '', efsVolumeConfiguration: efs } of definition.volumes ?? [])
    parts.add(`volume ${name}`, `volume/${name}`, efs?.fileSystemId ?? name)
  return parts
}

/** The same of its containers. */
function containerParts({ request }: EvaluatedLaunch): Parts {
  const parts = new Parts()
  for (const container of request.definition.containerDefinitions ?? []) addContainer(parts, container)
  return parts
}

function addContainer(parts: Parts, container: ContainerDefinition): void {
  const { name = '', environment = [], secrets = [], environmentFiles = [], logConfiguration } = container
  const add = (what: string, part: string, value: unknown): void =>
    parts.add(`${what} of ${name}`, part, value)
  const part = `container/${name}`
  add('image', `image/${name}`, container.image)
  const { credentialsParameter } = container.repositoryCredentials ?? {}
  add('registry credentials', `registry-secret/${name}`, credentialsParameter)
  add('memory', `${part}/memory`, container.memory)
  add('memory reservation', `${part}/memoryReservation`, container.memoryReservation)
  add('CPU', `${part}/cpu`, container.cpu || undefined)
  add('user', `${part}/user`, container.user)
  add('command', `${part}/command`, container.command)
  add('entry point', `${part}/entryPoint`, container.entryPoint)
  add('health check', `healthCheck/${name}`, container.healthCheck?.command)
  const dependsOn = container.dependsOn?.map(
    ({ containerName, condition }) => `${containerName} ${condition}`,
  )
  add('dependencies', `${part}/dependsOn`, dependsOn)
  const mounts = container.mountPoints?.map(
    ({ sourceVolume, containerPath }) => `${sourceVolume} at ${containerPath}`,
  )
  add('mount points', `${part}/mountPoints`, mounts)
  add(
    'ports',
    `portMappings/${name}`,
    container.portMappings?.map(({ containerPort }) => containerPort),
  )
  add('log driver', `log-driver/${name}`, logConfiguration?.logDriver)
  for (const [option, value] of Object.entries(logConfiguration?.options ?? {}))
    add(`log option ${option}`, `log-driver/${name}`, value)
  for (const { name: variable = '', value = '' } of environment)
    parts.set(`variable ${variable} of ${name}`, { value, part: `${part}/environment`, isHidden: true })
  for (const secret of secrets)
    add(`secret ${secret.name ?? ''}`, `secrets/${name}/${secret.name ?? ''}`, secret.valueFrom)
  for (const [index, file] of environmentFiles.entries())
    add(`environment file ${index + 1}`, `env-file/${name}/${index + 1}`, file.value)
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(String).join(', ')
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}
