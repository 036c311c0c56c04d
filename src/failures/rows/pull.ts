import { wording, type FailureEntry } from '../entry.ts'

const manifest = 'CannotPullContainerError: pull image manifest has been retried {attempts:integer} time(s): '
const resolve = `${manifest}failed to resolve ref {reference:word}: `

/** Group D of the catalogue: images. */
export const pull: readonly FailureEntry[] = [
  {
    code: 'image-not-found',
    stopCode: 'TaskFailedToStart',
    wordings: [wording('P-01', `${resolve}not found`)],
  },
  {
    code: 'registry-unreachable',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'P-02',
        `${resolve}failed to do request: Head "https://{host:word}/v2/{path:text}": dial tcp {address:address}:443: i/o timeout`,
      ),
    ],
  },
  {
    code: 'image-platform-missing',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'P-03',
        `${manifest}image Manifest does not contain descriptor matching platform '{platform:word}'`,
      ),
      wording('P-03', "image Manifest does not contain descriptor matching platform '{platform:word}'", {
        onlyRead: true,
      }),
    ],
  },
  {
    code: 'image-denied',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'P-04',
        `${resolve}pulling from host {host:word} failed with status code [manifests {tag:bracketed}]: 403 Forbidden`,
      ),
    ],
  },
]
