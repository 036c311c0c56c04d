import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { defineCause, type CauseAnswer, type Found } from '../cause.ts'
import { mountedFileSystems } from './mounted-file-systems.ts'

const denied = /\bEACCES\b|\bEPERM\b|Permission denied|Operation not permitted/i

/** The user of the container may not write on the file system. */
export const efsPosixPermission = defineCause({
  code: 'efs-posix-permission',
  group: 'J',
  summary:
    "the container's user may not read or write on the file system, by owner and mode of its directories",
  rationale:
    'The root of a new file system belongs to root with mode 755. A container that runs as another user mounts it and cannot write; as root it can, unless the policy of the file system withholds `elasticfilesystem:ClientRootAccess`. An access point lets every client appear as the user it names and hands out a directory of that user. With an access point `chown` is refused, as the server decides on the owner.',
  source: 'https://docs.aws.amazon.com/efs/latest/ug/user-and-group-permissions.html',
  signs: [
    {
      words:
        /(?:efs|nfs|\/mnt\/).{0,600}(?:EACCES|EPERM|permission denied|operation not permitted|permission issue)/i,
      share: 66,
    },
    {
      words: /(?:EACCES|EPERM|permission denied|operation not permitted).{0,600}(?:efs|nfs|\/mnt\/)/i,
      share: 66,
    },
    {
      words:
        /^(?!.*OCI runtime)(?!.*exec: ).*(?:chown|mkdir|chmod|open|EACCES)\b.{0,600}(?:permission denied|operation not permitted)/i,
      share: 40,
    },
    { words: /\bEACCES\b/, share: 36 },
    {
      words:
        /\b(?:efs|access point|mounted volume)\b.{0,300}\b(?:not owned|(?:can ?not|can't|unable to|not allowed to) (?:write|chown|read))|not owned by the current user|\bchown: operation not allowed/i,
      share: 70,
    },
    {
      words:
        /^(?=.*\b(?:efs|access point)\b)(?=.*\b(?:non-?root|uid|gid|posix\w{0,5}|chown|ownership|permission denied|operation not (?:permitted|allowed))\b)/i,
      share: 60,
    },
    {
      words:
        /\b(?:touch|mkdir|open|write|create|chown|changing ownership of)\b.{0,40}['"]?\/(?:var|mnt|data|home|bitnami|opt|srv)\/\S{0,120}: (?:Permission denied|Operation not permitted)/i,
      share: 52,
    },
  ],
  settle: [
    { what: 'owner and mode of the directory, seen from the container', how: 'ls -lan PATH; id' },
    {
      what: 'the user of the access point',
      how: 'aws efs describe-access-points --file-system-id FILE_SYSTEM --query "AccessPoints[].[AccessPointId,PosixUser,RootDirectory]"',
    },
  ],
  find: (launch) => judge(launch),
  tell: ({ subject, path, container }) => ({
    message: `${container === undefined ? "the container's user" : `the user of container \`${container}\``} may not write to ${path ?? 'the file system'}${subject === undefined ? '' : `, so \`${subject}\` fails`}`,
    fix: [
      {
        title: 'mount by an access point that makes every client the user of the container',
        text: "Type: AWS::EFS::AccessPoint\nProperties:\n  FileSystemId: !Ref FileSystem\n  PosixUser: { Uid: '1000', Gid: '1000' }\n  RootDirectory:\n    Path: /app\n    CreationInfo: { OwnerUid: '1000', OwnerGid: '1000', Permissions: '0755' }",
      },
      { title: 'or run the container as the owner of the directory', text: "User: '1000:1000'" },
    ],
  }),
})

/** A refusal that names a path on a mounted file system proves it; before a program has run nothing can. */
function judge(launch: EvaluatedLaunch): CauseAnswer {
  const systems = mountedFileSystems(launch)
  if (systems.length === 0)
    return { found: [], open: [], cleared: [{ fact: 'the task mounts no file system' }] }
  const { outcome, subject } = launch
  if (outcome === undefined) {
    return {
      found: [],
      open: systems.map(({ fileSystemId }) => `owner and mode of the directories on ${fileSystemId}`),
    }
  }
  const paths = systems.flatMap((system) => system.paths)
  const found = outcome.containers.flatMap(({ name, log }): Found[] => {
    const line = log.find((text) => denied.test(text) && paths.some((path) => names(text, path)))
    const path = paths.find((one) => names(line ?? '', one))
    if (line === undefined) return []
    return [
      {
        facts: { subject: subject.name, container: name, path },
        why: [{ fact: `container ${name} says: ${line}` }],
        part: `container/${name}/mountPoints`,
      },
    ]
  })
  return { found, open: [] }
}

/** Whether a line names the path or something below it. */
function names(line: string, path: string): boolean {
  const at = line.indexOf(path)
  return at >= 0 && !/[\w-]/.test(line.charAt(at + path.length))
}
