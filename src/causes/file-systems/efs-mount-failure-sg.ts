import { addRule } from '../network/rule-fixes.ts'
import { defineCause } from '../cause.ts'
import { cutOffMount, fileSystemOf, findMountBlocked, mountMessage } from './mounted-file-systems.ts'

/** Port 2049 is closed between the task and the mount target. */
export const efsMountFailureSg = defineCause({
  code: 'efs-mount-failure-sg',
  group: 'J',
  summary: 'port 2049 is closed between the task and the mount target of the file system',
  rationale:
    'A mount target is a network interface with security groups of its own; it must admit the group of the task on TCP port 2049, and the task must be let out to it. A mount target that is made without groups gets the default one, which admits only its own members. With TLS it is still port 2049. Where the mount target has an IPv6 address as well, that is tried first and needs a rule of its own.',
  source: 'https://docs.aws.amazon.com/efs/latest/ug/network-access.html',
  signs: [
    { failure: 'file-system-unreachable', share: 84 },
    { words: /mount system call failed/i, share: 82 },
    {
      words:
        /(?:mount\.nfs4?|EFS utils|efs|:2049\b|fs-).{0,600}(?:Connection timed out|timeout after \d{1,9} sec|i\/o timeout)/i,
      share: 84,
    },
    { words: /(?:mount\.nfs4?|EFS).{0,600}Connection (?:reset by peer|refused)/i, share: 44 },
    {
      words:
        /mount.{0,60}NFS.{0,60}time-?out|(?:\b2049\b|NFS).{0,80}(?:security group|セキュリティグループ|보안 ?그룹|安全组)/i,
      share: 70,
    },
    {
      words: cutOffMount,
      share: 40,
    },
  ],
  settle: [
    {
      what: 'the inbound rules of the groups of the mount targets, for port 2049',
      how: 'aws efs describe-mount-target-security-groups --mount-target-id MOUNT_TARGET',
    },
    {
      what: "the outbound rules of the task's security groups",
      how: 'aws ec2 describe-security-group-rules --filters Name=group-id,Values=GROUP',
    },
  ],
  find: (launch) => findMountBlocked(launch, 'efs-mount-failure-sg'),
  tell: (facts) => {
    const fileSystem = facts.fileSystem ?? fileSystemOf(facts.host)
    const group = facts.hop?.split(' ')[0]
    const { taskGroup } = facts
    const isOut = facts.hopKind === 'security-group-egress'
    const target = { otherwise: 'MountTargetSecurityGroup', group: isOut ? undefined : group }
    const task = { otherwise: 'TaskSecurityGroup', group: isOut ? (group ?? taskGroup) : taskGroup }
    const admit = addRule('admit the task to the mount target', {
      way: 'ingress',
      ...target,
      peer: task,
      port: 2049,
    })
    const letOut = addRule('let the task out to the mount target', {
      way: 'egress',
      ...task,
      peer: target,
      port: 2049,
    })
    return {
      message: mountMessage(
        facts,
        `port 2049 is closed between the task and ${fileSystem === undefined ? 'the file system' : `file system ${fileSystem}`}`,
      ),
      fix: facts.hop === undefined ? [...admit, ...letOut] : isOut ? letOut : admit,
    }
  },
})
