import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { LaunchStep } from '../../model/launch/step.ts'
import type { NetworkCause } from '../../model/network/reach-verdict.ts'
import type { CauseAnswer, CauseFacts, Found } from '../cause.ts'
import { findPathBlocked } from '../path-blocked.ts'

/** An EFS volume of a task, and where its containers mount it. */
interface MountedFileSystem {
  readonly volume: string
  readonly fileSystemId: string
  /** `/` where nothing is said. */
  readonly rootDirectory: string
  readonly accessPointId?: string
  readonly usesIam: boolean
  readonly paths: readonly string[]
}

/** A text that tells of a mount and breaks off before it says what went wrong. */
export const cutOffMount =
  /^(?!.*(?:mount\.nfs4?: \w|mount system call|Failed to resolve|time-?out|timed out|denied|No such file|Connection)).*(?:invoke EFS utils|mount\.nfs4?|volume.{0,600}EFS.{0,600}fail)/i

/** The EFS volumes of a launch. */
export function mountedFileSystems({ request, task }: EvaluatedLaunch): MountedFileSystem[] {
  return (request.definition.volumes ?? []).flatMap(({ name = '', efsVolumeConfiguration: efs }) => {
    if (efs?.fileSystemId === undefined) return []
    const accessPointId = efs.authorizationConfig?.accessPointId
    return [
      {
        volume: name,
        fileSystemId: efs.fileSystemId,
        rootDirectory: efs.rootDirectory || '/',
        ...(accessPointId === undefined ? {} : { accessPointId }),
        usesIam: efs.authorizationConfig?.iam === 'ENABLED',
        paths: task.containers.flatMap(({ definition }) =>
          (definition.mountPoints ?? []).flatMap(({ sourceVolume, containerPath }) =>
            sourceVolume === name && containerPath !== undefined ? [containerPath] : [],
          ),
        ),
      },
    ]
  })
}

/** A step that mounts a file system. */
export function mounts({ kind }: LaunchStep): boolean {
  return kind === 'volume'
}

/** Looks for a mount whose path is blocked by what the cause names, and adds the file system and the task's group. */
export function findMountBlocked(launch: EvaluatedLaunch, code: NetworkCause): CauseAnswer {
  const answer = findPathBlocked(launch, code, mounts)
  if (answer.found.length === 0) return answer
  const taskGroup = launch.request.networkConfiguration?.securityGroups?.[0]
  const found = answer.found.map((one) => ({
    ...one,
    facts: { taskGroup, fileSystem: fileSystemOf(one.facts.host), ...one.facts },
    ...rootAt(one.facts),
  }))
  return { ...answer, found }
}

/** A group that is closed is told where it was written, anything else at the volume. */
function rootAt({ hop, hopKind, hopSource, subnets }: CauseFacts): Partial<Pick<Found, 'root'>> {
  const isGroup = hopKind === 'security-group-ingress' || hopKind === 'security-group-egress'
  if (!isGroup || hopSource === undefined || !/:\d+:\d+$/.test(hopSource)) return {}
  return { root: { key: [hopKind, hop, subnets].join(' '), place: hopSource } }
}

/** The id of a file system, from its host name. */
export function fileSystemOf(host: string | undefined): string | undefined {
  return /\bfs-[0-9a-zx]+/i.exec(host ?? '')?.[0]
}

/** The message of a mount that fails: which task, in which subnets, and why. `what` must be true without facts. */
export function mountMessage({ subject, subnets, launches, hopFact }: CauseFacts, what: string): string {
  const why = hopFact === undefined ? '' : `: ${hopFact}`
  if (subject === undefined) return `${what}${why}`
  const where = subnets === undefined ? '' : ` in ${subnets}${launches === undefined ? '' : ` (${launches})`}`
  return `task \`${subject}\` will not start${where}: ${what}${why}`
}
