import { recognised, refused, unreachable, wording, type FailureEntry } from '../entry.ts'

const manifest = 'CannotPullContainerError: pull image manifest has been retried {attempts:integer} time(s): '
const resolve = `${manifest}failed to resolve ref {reference:word}: `

/** Group D of the catalogue: images. */
export const pull: readonly FailureEntry[] = [
  {
    code: 'image-not-found',
    summary: 'the registry has no such image or tag',
    step: 'image',
    broader: 'image-pull-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording('P-01', `${resolve}not found`),
      wording('P-13', 'CannotPullContainerError: API error (404): repository {repository:word} not found', {
        where: 'containerReason',
        launchType: 'EC2',
      }),
      ...recognised(
        'P-01',
        'failed to resolve ref {reference:word}: not found',
        'failed to resolve ref {reference:word}: {:gap}: not found',
        'failed to resolve ref "{reference:word}": {:gap}not found',
        'failed to resolve reference "{reference:word}": {:gap}not found',
        'inspect image has been retried{:gap}not found',
        'image {reference:word} not found',
        'No such image: {reference:word} ',
        'manifest unknown',
        'manifest for {reference:word} not found',
        'CannotPullContainerError{:gap}: not found',
        'Requested image not found',
      ),
    ],
  },
  {
    code: 'registry-unreachable',
    summary: 'the image registry did not answer',
    step: 'image',
    broader: 'image-pull-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'P-02',
        `${resolve}failed to do request: Head "https://{host:word}/v2/{path:text}": dial tcp {address:address}:443: i/o timeout`,
      ),
      wording(
        'P-17',
        "The task cannot pull '{image:word}' from the Amazon ECR repository '{repository:word}'. There is a connection issue between the task and Amazon ECR. Check your task network configuration.",
      ),
      wording(
        'P-12',
        'CannotPullContainerError: API error (500): Get https://{host:word}/v2/: net/http: request canceled while waiting for connection',
        { where: 'containerReason', launchType: 'EC2' },
      ),
      wording('P-20', 'CannotPullContainerError: context canceled'),
      ...recognised(
        'P-17',
        'The task cannot pull {image:word} from the registry {registry:word}. There is a connection issue between the task and the registry',
        'The task cannot pull {image:word} from the registry',
        'connection issue between the task and the registry',
      ),
      ...recognised(
        'P-16',
        "The task can't pull the image. Check your network configuration",
        "The task can't pull the image{:gap}{:network}",
      ),
      ...unreachable('P-02', 'Get "https://{host:word}/v2/": '),
      ...unreachable('P-12', 'Get https://{host:word}/v2/: '),
      ...unreachable('P-02', 'failed to resolve ref {reference:word}: '),
      ...unreachable('P-02', 'failed to resolve ref "{reference:word}": '),
      ...unreachable('P-02', 'CannotPullContainerError'),
      ...unreachable('P-02', 'registry-1.docker.io/v2/'),
      ...unreachable('P-12', 'error pulling image conf'),
    ],
  },
  {
    code: 'image-platform-missing',
    summary: 'the image has no variant for the CPU architecture of the task',
    step: 'image',
    broader: 'image-pull-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'P-03',
        `${manifest}image Manifest does not contain descriptor matching platform '{platform:word}'`,
      ),
      wording('P-03', "image Manifest does not contain descriptor matching platform '{platform:word}'", {
        onlyRead: true,
      }),
      wording(
        'P-27',
        'CannotPullContainerError: no matching manifest for {platform:word} in the manifest list entries',
        { where: 'containerReason', launchType: 'EC2' },
      ),
      ...recognised(
        'P-03',
        'does not contain descriptor matching platform',
        'no matching manifest for {platform:word} in the manifest list',
        'no match for platform in manifest',
      ),
    ],
  },
  {
    code: 'image-denied',
    summary: 'the registry refused to hand out an image',
    step: 'image',
    broader: 'image-pull-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'P-04',
        `${resolve}pulling from host {host:word} failed with status code [manifests {tag:bracketed}]: 403 Forbidden`,
      ),
      wording(
        'P-14',
        "CannotPullContainerError: The task can’t pull the image. Check that the role has the permissions to pull images from the registry. Error response from daemon: pull access denied for {image:word}, repository does not exist or may require 'docker login': denied: User: {principal:word} is not authorized to perform: ecr:BatchGetImage on resource: {resource:word} {reason:because}",
        { where: 'containerReason', launchType: 'EC2' },
      ),
      ...refused('P-14', 'ecr:BatchGetImage'),
      ...refused('P-14', 'ecr:GetDownloadUrlForLayer'),
      ...refused('P-14', 'ecr:BatchCheckLayerAvailability'),
      ...recognised(
        'P-04',
        'failed to resolve ref {reference:word}: pulling from host {host:word} failed with status code [manifests {tag:bracketed}]: 403',
        'failed to resolve ref {reference:word}: {:gap}403 Forbidden',
        'CannotPullContainerError{:gap}403 Forbidden',
        'CannotPullContainerError{:gap}AccessDenied',
        'Check that the role has the permissions to pull images',
      ),
    ],
  },
]
