import { recognised, refused, unreachable, wording, type FailureEntry } from '../entry.ts'

const asm =
  'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: '
const efs = 'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: '
const composed = { unverified: true, launchType: 'FARGATE' } as const
const agent = { launchType: 'EC2' } as const

/** Rows of several groups that only a launch meets: layers, a private registry's secret, EFS, the interface itself. */
export const launchCalls: readonly FailureEntry[] = [
  {
    code: 'image-layers-unreachable',
    summary: 'the layers of an image, which ECR keeps in S3, did not get through',
    step: 'image',
    broader: 'registry-unreachable',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'P-06',
        'CannotPullContainerError: ref pull has been retried {attempts:integer} time(s): failed to copy: httpReadSeeker: failed open: failed to do request: Get "{url:text}": dial tcp {address:address}:443: i/o timeout',
      ),
      wording(
        'P-06',
        'failed to copy: httpReadSeeker: failed open: failed to do request: Get {url:text}: dial tcp {address:address}:443: i/o timeout',
        { onlyRead: true },
      ),
      ...recognised(
        'P-06',
        'failed to copy: httpReadSeeker: failed open: failed to do request: Get {url:word}: dial tcp {address:address}:443',
      ),
      ...unreachable('P-06', 'httpReadSeeker'),
      ...unreachable('P-06', 'httpReaderSeeker'),
      wording(
        'P-18',
        'pull command failed: panic: runtime error: invalid memory address or nil pointer dereference',
      ),
    ],
  },
  {
    code: 'registry-secret-not-json',
    summary: 'the secret of a private registry is not JSON with a username and a password',
    step: 'registry-secret',
    broader: 'secret-retrieval-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'E-08',
        `${asm}asm fetching authorization data: unable to unmarshal secret value, invalid schema`,
        composed,
      ),
      wording(
        'E-08',
        'Asm fetching authorization data: unable to unmarshal secret value, invalid schema',
        agent,
      ),
      wording('E-08', 'fetching authorization data: unable to unmarshal secret value, invalid schema', {
        onlyRead: true,
      }),
    ],
  },
  {
    code: 'registry-secret-empty',
    summary: 'the secret of a private registry is empty',
    step: 'registry-secret',
    broader: 'secret-retrieval-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording('E-08', `${asm}asm fetching authorization data: empty secrets value`, composed),
      wording('E-08', 'Asm fetching authorization data: empty secrets value', agent),
      ...recognised('E-08', 'fetching authorization data: empty'),
    ],
  },
  {
    code: 'registry-secret-field-missing',
    summary: 'the secret of a private registry has no username or no password',
    step: 'registry-secret',
    broader: 'secret-retrieval-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'E-09',
        `${asm}asm fetching {field:word}: AuthorizationData is malformed, empty field`,
        composed,
      ),
      wording('E-09', 'Asm fetching {field:word}: AuthorizationData is malformed, empty field', agent),
      ...recognised(
        'E-09',
        'fetching {field:word}: AuthorizationData is malformed',
        'AuthorizationData is malformed',
      ),
    ],
  },
  {
    code: 'file-system-not-resolved',
    summary: 'the name of a file system does not resolve in the VPC',
    step: 'volume',
    broader: 'file-system-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'R-40',
        `${efs}Failed to resolve "{host:word}" - check that your file system ID is correct, and ensure that the VPC has an EFS mount target for this file system ID. See https://docs.aws.amazon.com/console/efs/mount-dns-name for more detail.`,
      ),
      wording('R-40', 'Failed to resolve "{host:word}" - check that your file system ID is correct', {
        onlyRead: true,
      }),
      ...recognised(
        'R-40',
        'Failed to resolve "{host:word}"{:gap}mount target',
        'check that your file system ID is correct',
        'EFS utils{:gap}Failed to resolve',
        'Failed to resolve "fs-',
      ),
    ],
  },
  {
    code: 'file-system-unreachable',
    summary: 'the mount target of a file system did not answer',
    step: 'volume',
    broader: 'file-system-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'R-41',
        `${efs}Mount attempt 1/3 failed due to timeout after 15 sec, wait 0 sec before next attempt. Mount attempt 2/3 failed due to timeout after 15 sec, wait 0 sec before next attempt. b'mount.nfs4: mount system call failed'`,
        { unverified: true },
      ),
      wording(
        'R-41',
        'Mount attempt 1/3 failed due to timeout after 15 sec, wait 0 sec before next attempt.',
        {
          onlyRead: true,
        },
      ),
      ...recognised(
        'R-41',
        'mount system call failed',
        'mount.nfs4: Connection timed out',
        'mount.nfs4: Connection refused',
        'mount.nfs4{:gap}timed out',
        'Mount attempt 1/3 failed',
        'EFS utils{:gap}{:network}',
      ),
    ],
  },
  {
    code: 'file-system-denied',
    summary: 'a file system refused the mount',
    step: 'volume',
    broader: 'file-system-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording('R-42', `${efs}b'mount.nfs4: access denied by server while mounting 127.0.0.1:/'`, {
        unverified: true,
      }),
      wording('R-42', 'mount.nfs4: access denied by server while mounting', { onlyRead: true }),
      ...recognised(
        'R-42',
        'access denied by server while mounting {export:word}',
        'access denied by server while mounting',
        'mount.nfs4: access denied',
        'EFS utils{:gap}access denied',
      ),
      ...refused('R-42', 'elasticfilesystem:ClientMount'),
    ],
  },
  {
    code: 'interface-not-created',
    summary: 'EC2 refused to create the network interface of the task',
    step: 'network-interface',
    broader: 'network-interface-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'T-05',
        "Unexpected EC2 error while attempting to Create Network Interface with public IP assignment enabled in subnet '{publicSubnetId:word}': {error:word}",
      ),
      wording(
        'T-05',
        "Unexpected EC2 error while attempting to Create Network Interface in subnet '{subnetId:word}': {error:word}",
        { unverified: true },
      ),
    ],
  },
]
