import { describe, expect, it } from 'vitest'
import type { EFSVolumeConfiguration } from '@aws-sdk/client-ecs'
import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { AccessAnswer } from '../../model/launch/world.ts'
import type { Cause } from '../cause.ts'
import { blockedBy, type Stop } from '../support/blocked-by.ts'
import { foundIn } from '../support/found-in.ts'
import { containerOutcome, type LaunchChanges, launchOf, worldOf } from '../support/launch-of.ts'
import { shareIn } from '../support/share-in.ts'
import { titled } from '../support/titled.ts'
import { efsMountFailureDns } from './efs-mount-failure-dns.ts'
import { efsMountFailureIam } from './efs-mount-failure-iam.ts'
import { efsMountFailureSg } from './efs-mount-failure-sg.ts'
import { efsMountTargetMissing } from './efs-mount-target-missing.ts'
import { efsMountTargetNotReady } from './efs-mount-target-not-ready.ts'
import { efsPosixPermission } from './efs-posix-permission.ts'
import { efsRootDirectoryMissing } from './efs-root-directory-missing.ts'

const all: readonly Cause[] = [
  efsMountFailureDns,
  efsMountTargetMissing,
  efsMountTargetNotReady,
  efsMountFailureSg,
  efsMountFailureIam,
  efsRootDirectoryMissing,
  efsPosixPermission,
]

const stderr = (text: string): string =>
  `ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: ${text} : unsuccessful EFS utils command execution; code: 32`
const unresolved = stderr(
  'Failed to resolve "fs-0123456789abcdef0.efs.eu-west-1.amazonaws.com" - check that your file system ID is correct, and ensure that the VPC has an EFS mount target for this file system ID.',
)
const unresolvedInZone = stderr(
  'Failed to resolve "euw1-az2.fs-0123.s3files.eu-west-1.on.aws" - check that your',
)
const timedOut = stderr("b'mount.nfs4: Connection timed out'")
const reset = stderr('mount.nfs4: Connection reset by peer')
const refusedMount = stderr("b'mount.nfs4: access denied by server while mounting 127.0.0.1:/'")
const noDirectory = stderr(
  "b'mount.nfs4: mounting fs-0123.efs.eu-west-1.amazonaws.com:/app failed, reason given by server: No such file or directory'",
)
const cutOff = "failed to invoke EFS utils commands to set up EFS volumes: stderr: b'mount.nfs4..."
const readOnly = "Error: EACCES: permission denied, open '/mnt/efs/lock'"

describe('causes of file systems, from a text', () => {
  it.each(
    titled<[Cause, string, string]>(
      [efsMountFailureDns, unresolved, timedOut],
      [efsMountTargetMissing, unresolved, refusedMount],
      [efsMountTargetNotReady, reset, timedOut],
      [efsMountFailureSg, timedOut, noDirectory],
      [efsMountFailureSg, stderr("b'mount.nfs4: mount system call failed'"), refusedMount],
      [efsMountFailureIam, refusedMount, timedOut],
      [efsRootDirectoryMissing, noDirectory, 'exec: "app": stat app: no such file or directory'],
      [efsPosixPermission, readOnly, 'exec: "/app": permission denied'],
    ),
  )('%s', (_, cause, shown, silent) => {
    expect(shareIn(cause, shown)).toBeGreaterThan(20)
    expect(shareIn(cause, silent)).toBe(0)
  })

  it.each<[string, string, Cause]>([
    ['a name that is not resolved', unresolved, efsMountFailureDns],
    ['a name of one zone that is not resolved', unresolvedInZone, efsMountTargetMissing],
    ['a time-out', timedOut, efsMountFailureSg],
    ['a reset', reset, efsMountTargetNotReady],
    ['a text that breaks off', cutOff, efsMountFailureSg],
  ])('%s', (_, text, likeliest) => {
    const shares = all.map((cause) => [cause.code, shareIn(cause, text)] as const)
    expect(shares.toSorted((a, b) => b[1] - a[1])[0]?.[0]).toBe(likeliest.code)
  })
})

/** A task that mounts a file system at `/data`. */
function mounting(efs: Partial<EFSVolumeConfiguration>, changes: LaunchChanges = {}): EvaluatedLaunch {
  return launchOf({
    ...changes,
    definition: {
      volumes: [{ name: 'data', efsVolumeConfiguration: { fileSystemId: 'fs-0123', ...efs } }],
      containerDefinitions: [
        {
          name: 'app',
          image: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/app:1',
          mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }],
        },
      ],
    },
  })
}

/** A task whose mount ends at this hop. */
function stopped(stop: Stop): EvaluatedLaunch {
  return mounting({}, { world: blockedBy(stop, ({ service }) => service === 'elasticfilesystem') })
}

const unknownPath = mounting(
  {},
  { world: { canReach: ({ host }) => ({ kind: 'unknown', settledBy: `the route to ${host}` }) } },
)
const byIam: Partial<EFSVolumeConfiguration> = { authorizationConfig: { iam: 'ENABLED' } }
const byAccessPoint: Partial<EFSVolumeConfiguration> = { authorizationConfig: { accessPointId: 'fsap-1' } }

function asked(answer: AccessAnswer): EvaluatedLaunch {
  return mounting(byIam, {
    world: { mayPerform: ({ action }) => (action.startsWith('elastic') ? answer : { kind: 'allowed' }) },
  })
}

function saying(line: string): EvaluatedLaunch {
  return mounting({}, { outcome: { containers: [containerOutcome({ log: [line] })] } })
}

const denied: AccessAnswer = {
  kind: 'denied',
  principal: 'arn:aws:sts::111122223333:assumed-role/task/0',
  reason: 'because no identity-based policy allows the elasticfilesystem:ClientMount action',
}

describe('causes of file systems, in a launch', () => {
  it.each(
    titled<[Cause, EvaluatedLaunch, string, EvaluatedLaunch, EvaluatedLaunch]>(
      [
        efsMountFailureDns,
        stopped({
          kind: 'name-resolution',
          fact: 'enableDnsHostnames is off',
          cause: 'efs-mount-failure-dns',
          outcome: 'no-such-host',
        }),
        'task `shop` will not start: the VPC does not resolve the name of file system fs-0123: enableDnsHostnames is off',
        mounting({}),
        unknownPath,
      ],
      [
        efsMountTargetMissing,
        stopped({
          kind: 'mount-target',
          fact: 'there is none in eu-west-1c',
          cause: 'efs-mount-target-missing',
          outcome: 'no-such-host',
        }),
        'task `shop` will not start: file system fs-0123 has no mount target in the Availability Zone of the task: there is none in eu-west-1c',
        mounting({}),
        unknownPath,
      ],
      [
        efsMountTargetNotReady,
        stopped({
          kind: 'mount-target',
          fact: 'fsmt-1 is creating',
          cause: 'efs-mount-target-not-ready',
          outcome: 'refused',
        }),
        'task `shop` will not start: the mount target of file system fs-0123 is not ready yet: fsmt-1 is creating',
        mounting({}),
        unknownPath,
      ],
      [
        efsMountFailureSg,
        stopped({
          kind: 'security-group-ingress',
          id: 'sg-7',
          fact: 'sg-7 admits nobody on 2049',
          cause: 'efs-mount-failure-sg',
        }),
        'task `shop` will not start: port 2049 is closed between the task and file system fs-0123: sg-7 admits nobody on 2049',
        launchOf(),
        unknownPath,
      ],
      [
        efsMountFailureIam,
        asked(denied),
        'task `shop` will not start: the task role task may not mount file system fs-0123 (elasticfilesystem:ClientMount)',
        asked({ kind: 'allowed' }),
        asked({ kind: 'unknown', settledBy: 'the policies of the task role' }),
      ],
    ),
  )('%s', (_, cause, found, message, cleared, open) => {
    expect(foundIn(cause, found)).toEqual([message])
    expect(foundIn(cause, cleared)).toBe('ruled out')
    expect(foundIn(cause, open)).toBe('open')
  })

  it('leaves open whether a mount without IAM is denied by the policy of the file system', () => {
    expect(foundIn(efsMountFailureIam, mounting({}))).toBe('open')
  })

  it.each<[string, EvaluatedLaunch, 'open' | 'ruled out']>([
    ['the root is always there', mounting({}), 'ruled out'],
    ['a directory may not be', mounting({ rootDirectory: '/app' }), 'open'],
    ['nor that of an access point', mounting(byAccessPoint), 'open'],
    ['nothing is mounted', launchOf(), 'ruled out'],
  ])('root directory: %s', (_, launch, answer) => {
    expect(foundIn(efsRootDirectoryMissing, launch)).toBe(answer)
  })

  it.each<[string, EvaluatedLaunch, readonly string[] | 'open' | 'ruled out']>([
    [
      'a refusal on the mounted path',
      saying("EACCES: permission denied, mkdir '/data/uploads'"),
      ['the user of container `app` may not write to /data, so `shop` fails'],
    ],
    ['a refusal elsewhere', saying("EACCES: permission denied, open '/database/x'"), 'ruled out'],
    ['nothing has run', mounting({}), 'open'],
    ['nothing is mounted', launchOf(), 'ruled out'],
  ])('owner and mode: %s', (_, launch, answer) => {
    expect(foundIn(efsPosixPermission, launch)).toEqual(answer)
  })

  it('names the zone that lacks a mount target by its subnet, and makes one there', () => {
    const none: Stop = {
      kind: 'mount-target',
      fact: 'there is none in eu-west-1c',
      cause: 'efs-mount-target-missing',
      outcome: 'no-such-host',
    }
    const launch = mounting(
      {},
      {
        request: { networkConfiguration: { subnets: ['subnet-a', 'subnet-b', 'subnet-c'] } },
        worldIn: (subnetId) =>
          subnetId === 'subnet-c'
            ? worldOf(blockedBy(none, ({ service }) => service === 'elasticfilesystem'))
            : worldOf(),
      },
    )
    const [found] = efsMountTargetMissing.find?.(launch).found ?? []
    const { message, fix } = efsMountTargetMissing.tell(found?.facts ?? {})
    expect(message).toMatch(
      /^task `shop` will not start in subnet-c \(1 of 3 subnets, about 33 % of launches\)/,
    )
    expect(fix[0]?.text).toContain('--file-system-id fs-0123 --subnet-id subnet-c')
  })

  it('opens the group that is closed: that of the mount target, or that of the task', () => {
    const texts = (kind: Stop['kind']): string => {
      const stop: Stop = { kind, id: 'sg-7', fact: 'closed', cause: 'efs-mount-failure-sg' }
      const [found] = efsMountFailureSg.find?.(stopped(stop)).found ?? []
      return efsMountFailureSg.tell(found?.facts ?? {}).fix[0]?.text ?? ''
    }
    expect(texts('security-group-ingress')).toContain('ingress --group-id sg-7')
    expect(texts('security-group-egress')).toContain('egress --group-id sg-7')
  })
})

it.each(all)('$code has words without facts', ({ tell }) => {
  const { message, fix } = tell({})
  expect(message).toMatch(/^[a-zA-Z].*[^.]$/)
  expect(message).not.toContain('undefined')
  expect(fix.map(({ text }) => text).join('\n')).not.toContain('undefined')
  expect(fix.length).toBeGreaterThan(0)
})
