import { recognised, wording, type FailureEntry } from '../entry.ts'

const failed = 'CannotPullContainerError: '
const refPull = `${failed}ref pull has been retried {attempts:integer} time(s): `
const failedToStart = { stopCode: 'TaskFailedToStart', step: 'image' } as const
const instance = { where: 'containerReason', launchType: 'EC2' } as const

/** The rest of group D of the catalogue: images that are not pulled. */
export const imagePull: readonly FailureEntry[] = [
  {
    code: 'image-pull-failed',
    summary: 'an image could not be pulled',
    ...failedToStart,
    wordings: [
      wording('P-01', `${failed}{reason:text}`),
      wording('P-23', 'CannotPullImageManifestError: {reason:text}', instance),
      ...recognised(
        'P-01',
        'CannotPullContainerError',
        'CannotPullImageManifestError',
        'pull image manifest has been retried',
        'inspect image has been retried',
        'ref pull has been retried',
        'failed to resolve ref ',
        "The task can't pull the image",
      ),
    ],
  },
  {
    code: 'image-login-required',
    summary: 'the registry has no such repository, or wants a login for it',
    broader: 'image-pull-failed',
    ...failedToStart,
    wordings: [
      wording(
        'P-05',
        `${failed}pull image manifest has been retried {attempts:integer} time(s): failed to resolve ref {reference:word}: pull access denied, repository does not exist or may require authorization: {reason:text}`,
        { unverified: true },
      ),
      wording(
        'P-15',
        `${failed}The task can’t pull the image. Check whether the image exists. Error response from daemon: pull access denied for {image:word}, repository does not exist or may require 'docker login': denied: requested access to the resource is denied`,
        instance,
      ),
      ...recognised(
        'P-05',
        'failed to resolve ref {reference:word}: pull access denied',
        'pull access denied for {image:word}, repository does not exist',
        'pull access denied',
        'denied: requested access to the resource is denied',
        'Check whether the image exists',
        'no basic auth credentials',
        'CannotPullContainerError{:gap}401 Unauthorized',
        'unauthorized: authentication required',
        'unauthorized: incorrect username or password',
      ),
    ],
  },
  {
    code: 'repository-not-found',
    summary: 'the registry has no such repository',
    broader: 'image-not-found',
    ...failedToStart,
    wordings: [
      wording(
        'P-13',
        "name unknown: The repository with name '{repository:word}' does not exist in the registry with id '{registryId:word}'",
      ),
      ...recognised(
        'P-13',
        "The repository with name '{repository:word}' does not exist",
        'RepositoryNotFoundException',
        'name unknown: ',
      ),
    ],
  },
  {
    code: 'registry-rate-limited',
    summary: 'the registry has had too many pulls from this address or account',
    broader: 'image-pull-failed',
    ...failedToStart,
    wordings: [
      wording(
        'P-09',
        `${failed}toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limits`,
      ),
      ...recognised(
        'P-07',
        'toomanyrequests: ',
        'toomanyrequests',
        'reached your pull rate limit',
        'reached your unauthenticated pull rate limit',
        'failed to copy: {:gap}unexpected status code {:gap}429 Too Many Requests',
        'CannotPullContainerError{:gap}429 Too Many Requests',
        'docker.com/increase-rate-limit',
      ),
    ],
  },
  {
    code: 'image-layer-refused',
    summary: 'the store behind the registry did not hand out a layer of an image',
    broader: 'image-pull-failed',
    ...failedToStart,
    wordings: [
      wording(
        'P-07',
        `${refPull}failed to copy: httpReaderSeeker: failed open: unexpected status code {url:word}: {status:text}`,
      ),
      ...recognised(
        'P-07',
        'failed open: unexpected status code {url:word}: {status:integer}',
        'failed to copy: {:gap}unexpected status code',
      ),
    ],
  },
  {
    code: 'image-configuration-failed',
    summary:
      'the configuration of an image could not be pulled, for want of a way to the registry or of allowance',
    broader: 'image-pull-failed',
    ...failedToStart,
    wordings: [
      wording('P-19', `${failed}error pulling image configuration: {reason:text}`, instance),
      ...recognised('P-19', 'error pulling image conf'),
    ],
  },
  {
    code: 'image-is-attestation',
    summary: 'what was pulled is a build attestation and no image',
    broader: 'image-pull-failed',
    ...failedToStart,
    wordings: [
      wording(
        'P-08',
        `${refPull}failed to unpack image on snapshotter overlayfs: failed to extract layer {digest:word}: failed to get stream processor for application/vnd.in-toto+json: no processor for media-type: unknown`,
      ),
      ...recognised(
        'P-08',
        'no processor for media-type',
        'failed to get stream processor',
        'vnd.in-toto+json',
      ),
    ],
  },
  {
    code: 'disk-full',
    summary: 'the disk on which images and containers are kept is full',
    broader: 'image-pull-failed',
    ...failedToStart,
    wordings: [
      wording(
        'P-11',
        `${refPull}failed to extract layer {digest:word}: write {path:text}: no space left on device: unknown`,
        {
          unverified: true,
          launchType: 'FARGATE',
        },
      ),
      wording('P-10', `${failed}write {path:text}: no space left on device`, instance),
      ...recognised(
        'P-10',
        'write {path:word}: no space left on device',
        'no space left on device',
        'ENOSPC',
      ),
    ],
  },
  {
    code: 'docker-storage-full',
    summary: 'the storage that Docker keeps containers in is full on the instance',
    broader: 'container-create-failed',
    step: 'container',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'S-09',
        'CannotCreateContainerError: API error (500): devmapper: Thin Pool has {free:integer} free data blocks which is less than minimum required {required:integer} free data blocks. Create more free space in thin pool or use dm.min_free_space option to change behavior',
        instance,
      ),
      ...recognised('S-09', 'devmapper: Thin Pool has', 'Create more free space in thin pool'),
    ],
  },
  {
    code: 'ecr-credentials-missing',
    summary: 'the agent of an instance has no credentials of the execution role to log in to ECR with',
    broader: 'image-pull-failed',
    ...failedToStart,
    wordings: [
      wording('P-21', 'CannotPullECRContainerError: engine ecr credentials: not found', instance),
      ...recognised('P-21', 'CannotPullECRContainerError'),
    ],
  },
  {
    code: 'registry-credentials-missing',
    summary: 'the agent of an instance has no credentials for a private registry',
    broader: 'image-pull-failed',
    ...failedToStart,
    wordings: [
      wording(
        'P-22',
        'CannotPullContainerAuthError: engine docker private registry credentials: not found',
        instance,
      ),
      ...recognised('P-22', 'CannotPullContainerAuthError'),
    ],
  },
  {
    code: 'image-digest-missing',
    summary: 'the image that was pulled has no digest of the name that was asked for',
    broader: 'image-pull-failed',
    ...failedToStart,
    wordings: [
      wording(
        'P-23',
        "CannotPullImageManifestError: failed to find a repo digest matching '{image:word}'",
        instance,
      ),
    ],
  },
  {
    code: 'image-pull-timed-out',
    summary: 'pulling an image took too long',
    broader: 'docker-timed-out',
    ...failedToStart,
    wordings: [
      wording(
        'P-24',
        'DockerTimeoutError: Could not transition to pulled; timed out after waiting {limit:word}',
        instance,
      ),
      ...recognised(
        'P-24',
        'DockerTimeoutError: Could not transition to pull',
        'DockerTimeoutError: Could not transition to MANIFEST_PULLED',
      ),
    ],
  },
  {
    code: 'image-pull-stalled',
    summary: 'nothing more came of an image that was being pulled',
    broader: 'image-pull-failed',
    ...failedToStart,
    wordings: [
      wording('P-25', `${failed}inactivity time exceeded timeout while pulling image`, instance),
      ...recognised('P-25', 'inactivity time exceeded timeout while pulling'),
    ],
  },
  {
    code: 'stopped-before-pull',
    summary: 'the task was stopped before its image was pulled',
    ...failedToStart,
    wordings: [
      wording(
        'P-26',
        'TaskStoppedBeforePullBeginError: Task stopped before image pull could begin for task: {taskArn:arn}',
        instance,
      ),
      ...recognised('P-26', 'TaskStoppedBeforePullBeginError'),
    ],
  },
]
