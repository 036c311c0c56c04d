import { wording, type FailureEntry } from '../entry.ts'

const envFiles = 'ResourceInitializationError: failed to download env files: '
const headObject = `${envFiles}service call has been retried {attempts:integer} time(s): operation error S3: HeadObject, https response error StatusCode: `
const ids = ', RequestID: {requestId:word}, HostID: {hostId:word}, api error '
const logger = 'ResourceInitializationError: failed to validate logger args: '
const createStream = `${logger}create stream has been retried {attempts:integer} times: `

/** Group B of the catalogue: environment files and log drivers. */
export const envFilesAndLogs: readonly FailureEntry[] = [
  {
    code: 'env-file-forbidden',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording('R-30', `${headObject}403${ids}Forbidden: Forbidden`),
      wording('R-30', 'operation error S3: HeadObject, https response error StatusCode: 403,', {
        onlyRead: true,
      }),
    ],
  },
  {
    code: 'env-file-not-found',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording('R-33', `${headObject}404${ids}NotFound: Not Found`, { unverified: true }),
      wording('R-33', 'operation error S3: HeadObject, https response error StatusCode: 404,', {
        onlyRead: true,
      }),
    ],
  },
  {
    code: 'env-file-unreachable',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'R-31',
        `${envFiles}file download command: non empty error stream: RequestCanceled: request context canceled caused by: context deadline exceeded`,
      ),
      wording(
        'R-31',
        'file download command: non-empty error stream: RequestCanceled: request context canceled caused by: context deadline exceeded',
        { onlyRead: true },
      ),
      wording(
        'R-32',
        "The task can't download the environment variable files from Amazon S3. There is a connection issue between the task and Amazon S3. Check your task network configuration.",
        { onlyRead: true },
      ),
    ],
  },
  {
    code: 'env-file-arn-invalid',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording('E-06', `${envFiles}invalid s3 arn: {arn:text}`, { unverified: true, launchType: 'FARGATE' }),
      wording(
        'E-06',
        'Unable to parse bucket and key from s3 ARN specified in environmentFile, error: invalid s3 arn: {arn:text}',
        {
          unverified: true,
          launchType: 'EC2',
        },
      ),
    ],
  },
  {
    code: 'env-file-unreadable',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording('E-04', `${envFiles}unable to read environment file: {error:text}`, { unverified: true }),
    ],
  },
  {
    code: 'log-group-not-found',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'R-34',
        `${createStream}failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist.`,
      ),
      wording(
        'S-05',
        'CannotStartContainerError: Error response from daemon: failed to initialize logging driver: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist.',
        { where: 'containerReason', launchType: 'EC2' },
      ),
      wording('R-34', 'ResourceNotFoundException: The specified log group does not exist', {
        onlyRead: true,
      }),
    ],
  },
  {
    code: 'log-group-creation-denied',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'R-35',
        `${createStream}failed to create Cloudwatch log group: operation error CloudWatch Logs: CreateLogGroup, https response error StatusCode: 400, RequestID: {requestId:word}, api error AccessDeniedException: User: {principal:word} is not authorized to perform: logs:CreateLogGroup on resource: {resource:word} {reason:because}`,
        { unverified: true },
      ),
      wording(
        'R-35',
        'AccessDeniedException: User: {principal:word} is not authorized to perform: logs:CreateLogGroup on resource: {resource:word} {reason:because}',
        { onlyRead: true },
      ),
      wording('R-35', 'is not authorized to perform: logs:CreateLogGroup', { onlyRead: true }),
      wording('R-35', 'failed to create Cloudwatch log group: AccessDeniedException: ', { onlyRead: true }),
    ],
  },
  {
    code: 'log-stream-denied',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'R-36',
        `${createStream}failed to create Cloudwatch log stream: operation error CloudWatch Logs: CreateLogStream, https response error StatusCode: 400, RequestID: {requestId:word}, api error AccessDeniedException: User: {principal:word} is not authorized to perform: logs:CreateLogStream on resource: {resource:word} {reason:because}`,
        { unverified: true },
      ),
      wording(
        'R-36',
        'AccessDeniedException: User: {principal:word} is not authorized to perform: logs:CreateLogStream on resource: {resource:word} {reason:because}',
        { onlyRead: true },
      ),
      wording('R-36', 'is not authorized to perform: logs:CreateLogStream', { onlyRead: true }),
      wording('R-36', 'failed to create Cloudwatch log stream: AccessDeniedException: ', { onlyRead: true }),
    ],
  },
  {
    code: 'log-endpoint-unreachable',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'R-37',
        `${logger}The task cannot find the Amazon CloudWatch log group defined in the task definition. There is a connection issue between the task and Amazon CloudWatch. Check your network configuration. : signal: killed`,
      ),
      wording('R-37', 'There is a connection issue between the task and Amazon CloudWatch', {
        onlyRead: true,
      }),
    ],
  },
  {
    code: 'log-option-missing',
    stopCode: 'TaskFailedToStart',
    wordings: [wording('R-38', `${logger}unable to get awslogs driver arguments: {option:word} is required`)],
  },
]
