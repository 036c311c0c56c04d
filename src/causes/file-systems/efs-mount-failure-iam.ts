import { defineCause, type CauseFacts } from '../cause.ts'
import type { Fix } from '../fix.ts'
import { permissionFixes, roleName } from '../near-miss-words.ts'
import { deniedByIdentity, findPermissionMissing } from '../permission-missing.ts'
import { cutOffMount, mountedFileSystems, mountMessage } from './mounted-file-systems.ts'

/** The task role or the policy of the file system denies the mount. */
export const efsMountFailureIam = defineCause({
  code: 'efs-mount-failure-iam',
  group: 'J',
  summary: 'the file system denies the mount: by its policy, or for want of a permission of the task role',
  rationale:
    'A file system without a policy admits everybody who reaches it. From the first policy on it admits only what is allowed, and a task that mounts it without `iam: ENABLED` comes as an anonymous client, whatever its role may do. With IAM the task role counts, not the execution role: `elasticfilesystem:ClientMount`, and `ClientWrite` to write. An access point that the policy does not name, or a root directory beside an access point, is denied with the same words.',
  source: 'https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html',
  signs: [
    { failure: 'file-system-denied', share: 82 },
    { words: /(?:mount\.nfs4?|EFS).{0,600}access denied by server while mounting/i, share: 82 },
    { words: /not authorized to perform: elasticfilesystem:/i, share: 88 },
    {
      words: cutOffMount,
      share: 19,
    },
  ],
  settle: [
    {
      what: 'the policy of the file system; that there is none allows everybody',
      how: 'aws efs describe-file-system-policy --file-system-id FILE_SYSTEM',
    },
    {
      what: 'whether the volume is mounted with IAM authorization, and by which access point',
      how: 'aws ecs describe-task-definition --task-definition FAMILY --query "taskDefinition.volumes[].efsVolumeConfiguration"',
    },
    {
      what: 'the policies of the task role',
      how: 'aws iam list-attached-role-policies --role-name ROLE; aws iam list-role-policies --role-name ROLE',
    },
  ],
  find: (launch) => {
    const answer = findPermissionMissing(launch, {
      steps: ['volume'],
      action: (action) => action.startsWith('elasticfilesystem:'),
      when: deniedByIdentity,
    })
    if (answer.found.length > 0) return answer
    const anonymous = mountedFileSystems(launch).filter(({ usesIam }) => !usesIam)
    if (anonymous.length === 0) return answer
    const open = anonymous.map(
      ({ fileSystemId }) =>
        `whether ${fileSystemId} has a policy: aws efs describe-file-system-policy --file-system-id ${fileSystemId}`,
    )
    const { found, cleared = [] } = answer
    return { found, open: [...new Set([...answer.open, ...open])], cleared }
  },
  tell: (facts) => ({ message: message(facts), fix: fixes(facts) }),
})

function message(facts: CauseFacts): string {
  const name = roleName(facts.role)
  const fileSystem = /file-system\/(fs-\w+)/.exec(facts.resource ?? '')?.[1]
  const which = fileSystem === undefined ? 'the file system' : `file system ${fileSystem}`
  return mountMessage(
    facts,
    name === undefined
      ? `${which} denies the mount`
      : `the task role ${name} may not mount ${which} (${facts.action ?? 'elasticfilesystem:ClientMount'})`,
  )
}

function fixes(facts: CauseFacts): Fix[] {
  const resource = 'arn:aws:elasticfilesystem:REGION:ACCOUNT:file-system/FILE_SYSTEM'
  const role = facts.role ?? 'the task role'
  return [
    ...permissionFixes({ ...facts, role }, { action: 'elasticfilesystem:ClientMount', resource }),
    {
      title: 'mount as the task role, over TLS',
      text: 'EFSVolumeConfiguration:\n  FilesystemId: !Ref FileSystem\n  TransitEncryption: ENABLED\n  AuthorizationConfig:\n    IAM: ENABLED',
    },
    {
      title: 'with an access point, leave the root directory to it',
      text: 'EFSVolumeConfiguration:\n  FilesystemId: !Ref FileSystem\n  RootDirectory: /\n  TransitEncryption: ENABLED\n  AuthorizationConfig:\n    AccessPointId: !Ref AccessPoint\n    IAM: ENABLED',
    },
  ]
}
