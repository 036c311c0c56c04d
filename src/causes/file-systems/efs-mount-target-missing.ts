import { defineCause } from '../cause.ts'
import { cutOffMount, fileSystemOf, findMountBlocked, mountMessage } from './mounted-file-systems.ts'

/** The file system has no mount target where the task starts. */
export const efsMountTargetMissing = defineCause({
  code: 'efs-mount-target-missing',
  group: 'J',
  summary: 'the file system has no mount target in the Availability Zone or VPC of the task',
  rationale:
    "The name of a file system leads to the mount target in the caller's own Availability Zone, and to nothing where there is none. Tasks that are spread over three zones while there are mount targets in two start twice and fail the third time. A file system that was made by the API has no mount targets at all until they are created, one for each zone, and all of them are in one VPC.",
  source: 'https://docs.aws.amazon.com/efs/latest/ug/accessing-fs.html',
  signs: [
    { failure: 'file-system-not-resolved', words: /"fs-/, share: 44 },
    { words: /Failed to resolve "?fs-/i, share: 44 },
    { words: /Failed to resolve "?[a-z0-9]+-az\d\./i, share: 62 },
    {
      failure: 'file-system-not-resolved',
      words: /\b[a-z]{2}-[a-z]{4,9}-\d([a-f])\b.{0,120}\b[a-z]{2}-[a-z]{4,9}-\d(?!\1)[a-f]\b/,
      share: 62,
    },
    { words: /mount target ip address cannot be found/i, share: 60 },
    {
      words:
        /(?:fails?|failing|only) .{0,30}\b(?:one|some|certain|a single) (?:AZs?|availability zones?|subnets?)\b|\b[a-z]{2}-[a-z]{4,9}-\d[a-f] only\b/i,
      share: 40,
    },
    { words: /no mount target|mount target (?:is )?missing|without (?:a )?mount target/i, share: 70 },
    {
      words: cutOffMount,
      share: 12,
    },
  ],
  settle: [
    {
      what: 'the mount targets of the file system: zone, VPC and state',
      how: 'aws efs describe-mount-targets --file-system-id FILE_SYSTEM --query "MountTargets[].[AvailabilityZoneName,VpcId,SubnetId,LifeCycleState]"',
    },
    {
      what: 'the Availability Zones of the subnets of the task',
      how: 'aws ec2 describe-subnets --subnet-ids SUBNET --query "Subnets[].[SubnetId,AvailabilityZone,VpcId]"',
    },
  ],
  find: (launch) => findMountBlocked(launch, 'efs-mount-target-missing'),
  tell: (facts) => {
    const fileSystem = facts.fileSystem ?? fileSystemOf(facts.host)
    const [subnet = 'SUBNET'] = facts.subnets?.split(', ') ?? []
    return {
      message: mountMessage(
        facts,
        `${fileSystem === undefined ? 'the file system' : `file system ${fileSystem}`} has no mount target in the Availability Zone of the task`,
      ),
      fix: [
        {
          title: 'make a mount target in each Availability Zone that tasks start in',
          text: `aws efs create-mount-target --file-system-id ${fileSystem ?? 'FILE_SYSTEM'} --subnet-id ${subnet} --security-groups MOUNT_TARGET_GROUP`,
        },
        {
          title: 'or start tasks only in subnets of zones that have one',
          text: 'NetworkConfiguration:\n  AwsvpcConfiguration:\n    Subnets: [!Ref SubnetWithMountTarget]',
        },
      ],
    }
  },
})
