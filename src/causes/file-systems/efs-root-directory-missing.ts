import { defineCause } from '../cause.ts'
import { cutOffMount, mountedFileSystems, mountMessage } from './mounted-file-systems.ts'

/** The directory to mount does not exist on the file system. */
export const efsRootDirectoryMissing = defineCause({
  code: 'efs-root-directory-missing',
  group: 'J',
  summary: 'the root directory of the volume does not exist on the file system',
  rationale:
    '`rootDirectory` must be there: nothing creates it, and a new file system is empty. To make the directory one has to mount the file system at `/` once, from a task or an instance. An access point can make its directory itself, at the first mount, but only where it is given owner and permissions for it (`CreationInfo`).',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html',
  signs: [
    {
      words: /(?:mount\.nfs4?|EFS|fs-).{0,600}No such file or directory/i,
      share: 92,
    },
    {
      words: cutOffMount,
      share: 21,
    },
  ],
  settle: [
    {
      what: 'the root directory of the volume',
      how: 'aws ecs describe-task-definition --task-definition FAMILY --query "taskDefinition.volumes[].efsVolumeConfiguration"',
    },
    {
      what: 'whether the access point creates its directory',
      how: 'aws efs describe-access-points --file-system-id FILE_SYSTEM --query "AccessPoints[].[AccessPointId,RootDirectory]"',
    },
  ],
  find: (launch) => {
    const open = mountedFileSystems(launch).flatMap(({ fileSystemId, rootDirectory, accessPointId }) => {
      if (accessPointId !== undefined) {
        return [`whether the root directory of access point ${accessPointId} exists or is created by it`]
      }
      return rootDirectory === '/' ? [] : [`whether ${fileSystemId} has a directory ${rootDirectory}`]
    })
    const cleared = mountedFileSystems(launch).map(({ fileSystemId }) => ({
      fact: `${fileSystemId} is mounted at its root, which is always there`,
    }))
    return { found: [], open, ...(open.length === 0 ? { cleared } : {}) }
  },
  tell: (facts) => ({
    message: mountMessage(facts, 'the root directory of the volume does not exist on the file system'),
    fix: [
      {
        title: 'mount the file system at its root',
        text: 'EFSVolumeConfiguration:\n  FilesystemId: !Ref FileSystem\n  RootDirectory: /',
      },
      {
        title: 'or mount by an access point that creates the directory',
        text: "Type: AWS::EFS::AccessPoint\nProperties:\n  FileSystemId: !Ref FileSystem\n  PosixUser: { Uid: '1000', Gid: '1000' }\n  RootDirectory:\n    Path: /app\n    CreationInfo: { OwnerUid: '1000', OwnerGid: '1000', Permissions: '0755' }",
      },
    ],
  }),
})
