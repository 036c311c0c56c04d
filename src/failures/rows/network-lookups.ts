import { recognised, wording, type FailureEntry } from '../entry.ts'

const auth =
  'ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your task network configuration. operation error ECR: GetAuthorizationToken, exceeded maximum number of attempts, 3, https response error StatusCode: 0, RequestID: , request send failed, Post "https://api.ecr.{region:region}.amazonaws.com/": '
const manifest =
  'CannotPullContainerError: pull image manifest has been retried {attempts:integer} time(s): failed to resolve ref {reference:word}: failed to do request: Head "https://{host:word}/v2/{path:text}": '
const layer =
  'CannotPullContainerError: ref pull has been retried {attempts:integer} time(s): failed to copy: httpReadSeeker: failed open: failed to do request: Get "{url:text}": '
const lookup = 'dial tcp: lookup {name:word} on {resolver:address}:53: {problem:text}'
const lookupAnywhere = 'dial tcp: lookup {name:word}: {problem:text}'
const composed = { unverified: true } as const

/**
 * Rows R-01, P-02 and P-06 where the name of the endpoint is not resolved: `no such host`, or no answer of the DNS
 * server (`i/o timeout`). The end is Go's own wording; the whole was put together from it and the rows.
 */
export const networkLookups: readonly FailureEntry[] = [
  {
    code: 'registry-auth-lookup-failed',
    summary: 'the name of the ECR endpoint was not resolved',
    step: 'registry-auth',
    broader: 'registry-auth-unreachable',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording('R-01', `${auth}${lookup}`, composed),
      wording('R-01', `${auth}${lookupAnywhere}`, composed),
    ],
  },
  {
    code: 'registry-lookup-failed',
    summary: 'the name of the image registry was not resolved',
    step: 'image',
    broader: 'registry-unreachable',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording('P-02', `${manifest}${lookup}`, composed),
      wording('P-02', `${manifest}${lookupAnywhere}`, composed),
      ...recognised(
        'P-02',
        'Get "https://{host:word}/v2/": dial tcp: lookup {name:word} on {resolver:address}:53: {problem:text}',
        'CannotPullContainerError{:gap}dial tcp: lookup {name:word} on {resolver:address}:53: no such host',
        'CannotPullContainerError{:gap}dial tcp: lookup {name:word} on',
        'CannotPullContainerError{:gap}no such host',
      ),
    ],
  },
  {
    code: 'image-layers-lookup-failed',
    summary: 'the name of the bucket with the layers of an image was not resolved',
    step: 'image',
    broader: 'image-layers-unreachable',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording('P-06', `${layer}${lookup}`, composed),
      wording('P-06', `${layer}${lookupAnywhere}`, composed),
    ],
  },
]
