import { defineCause } from '../cause.ts'
import { fileSystemOf, findMountBlocked, mountMessage } from './mounted-file-systems.ts'

/** The mount target was made a moment ago. */
export const efsMountTargetNotReady = defineCause({
  code: 'efs-mount-target-not-ready',
  group: 'J',
  summary: 'the mount target is still being made',
  rationale:
    'A mount target takes a minute or two until its state is `available`, and its name somewhat longer until it is known. A service that is made by the same template does not wait for it, as nothing in its definition refers to the mount target: the first tasks fail, later ones start, and a deployment with few tries is rolled back before.',
  source: 'https://docs.aws.amazon.com/efs/latest/ug/troubleshooting-efs-mounting.html',
  signs: [
    { words: /(?:mount\.nfs4?|EFS).{0,600}Connection (?:reset by peer|refused)/i, share: 50 },
    {
      words:
        /(?:first (?:deploy|apply|launch|run|time)|just created|second (?:try|attempt|time)).{0,400}mount|mount.{0,400}(?:first (?:deploy|apply|launch|run|time)|just created|second (?:try|attempt|time))/i,
      share: 86,
    },
    { failure: 'file-system-not-resolved', share: 6 },
    { words: /Failed to resolve "?fs-/i, share: 6 },
    { words: /mount target.{0,600}(?:creating|not (?:yet )?(?:ready|available))/i, share: 70 },
  ],
  settle: [
    {
      what: 'the state of the mount targets, and whether the next launch succeeds',
      how: 'aws efs describe-mount-targets --file-system-id FILE_SYSTEM --query "MountTargets[].[AvailabilityZoneName,LifeCycleState]"',
    },
  ],
  find: (launch) => findMountBlocked(launch, 'efs-mount-target-not-ready'),
  tell: (facts) => {
    const fileSystem = facts.fileSystem ?? fileSystemOf(facts.host)
    return {
      message: mountMessage(
        facts,
        `the mount target of ${fileSystem === undefined ? 'the file system' : `file system ${fileSystem}`} is not ready yet`,
      ),
      fix: [
        {
          title: 'let the service wait for the mount targets',
          text: 'DependsOn: [MountTargetA, MountTargetB]',
        },
        {
          title: 'what is there already needs only another start, once they are available',
          text: 'aws ecs update-service --cluster CLUSTER --service SERVICE --force-new-deployment',
        },
      ],
    }
  },
})
