import { recognised, refused, unreachable, wording, type FailureEntry } from '../entry.ts'

const envFiles = 'ResourceInitializationError: failed to download env files: '
const headObject = `${envFiles}service call has been retried {attempts:integer} time(s): operation error S3: HeadObject, https response error StatusCode: `
const ids = ', RequestID: {requestId:word}, HostID: {hostId:word}, api error '
const logger = 'ResourceInitializationError: failed to validate logger args: '
const createStream = `${logger}create stream has been retried {attempts:integer} times: `

/** Group B of the catalogue: environment files and log drivers. */
export const envFilesAndLogs: readonly FailureEntry[] = [
  {
    code: 'env-file-forbidden',
    summary: 'S3 refused an environment file',
    step: 'env-file',
    broader: 'env-files-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording('R-30', `${headObject}403${ids}Forbidden: Forbidden`),
      wording('R-30', 'operation error S3: HeadObject, https response error StatusCode: 403,', {
        onlyRead: true,
      }),
      ...recognised(
        'R-30',
        'download env files{:gap}403',
        'download env files{:gap}Forbidden',
        'download env files{:gap}AccessDenied',
        'download env files{:gap}Access Denied',
        'operation error S3: HeadObject, https response error StatusCode: 403',
      ),
      ...recognised(
        'E-04',
        'Unable to download env file with key {key:word} from bucket {bucket:word}, error: {:gap}403',
        'Unable to download env file with key {key:word} from bucket {bucket:word}, error: {:gap}AccessDenied',
      ),
    ],
  },
  {
    code: 'env-file-not-found',
    summary: 'an environment file does not exist',
    step: 'env-file',
    broader: 'env-files-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording('R-33', `${headObject}404${ids}NotFound: Not Found`, { unverified: true }),
      wording('R-33', 'operation error S3: HeadObject, https response error StatusCode: 404,', {
        onlyRead: true,
      }),
      ...recognised(
        'R-33',
        'download env files{:gap}404',
        'download env files{:gap}NotFound',
        'download env files{:gap}NoSuchKey',
      ),
      ...recognised(
        'E-04',
        'Unable to download env file with key {key:word} from bucket {bucket:word}, error: {:gap}404',
        'Unable to download env file with key {key:word} from bucket {bucket:word}, error: {:gap}NoSuchKey',
      ),
    ],
  },
  {
    code: 'env-file-unreachable',
    summary: 'the call that reads an environment file from S3 did not get through',
    step: 'env-file',
    broader: 'env-files-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'R-31',
        `${envFiles}file download command: non empty error stream: service call has been retried {attempts:integer} time(s): RequestCanceled: request context canceled caused by: context deadline exceeded`,
      ),
      wording(
        'R-31',
        `${envFiles}file download command: non empty error stream: RequestCanceled: request context canceled caused by: context deadline exceeded`,
        { onlyRead: true },
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
      ...recognised(
        'R-31',
        'file download command: {:gap}empty error stream: {:gap}RequestCanceled',
        'connection issue between the task and Amazon S3',
        "can't download the environment variable files from Amazon S3",
      ),
      ...unreachable('R-31', 'failed to download env files'),
      ...unreachable('E-04', 'Unable to download env file with key {key:word} from bucket {bucket:word}'),
    ],
  },
  {
    code: 'env-file-arn-invalid',
    summary: 'the ARN of an environment file is not one of an S3 object',
    step: 'env-file',
    broader: 'env-files-failed',
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
      ...recognised('E-06', 'Unable to parse bucket and key from s3 ARN', 'invalid s3 arn: {arn:word}'),
    ],
  },
  {
    code: 'env-file-unreadable',
    summary: 'an environment file cannot be parsed',
    step: 'env-file',
    broader: 'env-files-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording('E-04', `${envFiles}unable to read environment file: {error:text}`, { unverified: true }),
      ...recognised('E-04', 'bufio.Scanner: token too long'),
    ],
  },
  {
    code: 'log-group-not-found',
    summary: 'the log group of a container does not exist',
    step: 'log-driver',
    broader: 'log-driver-failed',
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
      ...recognised('R-34', 'The specified log group does not exist'),
    ],
  },
  {
    code: 'log-group-creation-denied',
    summary: 'the execution role may not create a log group',
    step: 'log-driver',
    broader: 'log-driver-failed',
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
      ...refused('R-35', 'logs:CreateLogGroup'),
      ...recognised('R-35', 'failed to create Cloudwatch log group{:gap}AccessDenied'),
    ],
  },
  {
    code: 'log-stream-denied',
    summary: 'the execution role may not create a log stream',
    step: 'log-driver',
    broader: 'log-driver-failed',
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
      ...refused('R-36', 'logs:CreateLogStream'),
      ...refused('R-36', 'logs:PutLogEvents'),
      ...recognised('R-36', 'failed to create Cloudwatch log stream{:gap}AccessDenied'),
    ],
  },
  {
    code: 'log-endpoint-unreachable',
    summary: 'the call to CloudWatch Logs did not get through, though the text speaks of a log group',
    step: 'log-driver',
    broader: 'log-driver-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'R-37',
        `${logger}The task cannot find the Amazon CloudWatch log group defined in the task definition. There is a connection issue between the task and Amazon CloudWatch. Check your network configuration. : signal: killed`,
      ),
      wording('R-37', 'There is a connection issue between the task and Amazon CloudWatch', {
        onlyRead: true,
      }),
      ...recognised(
        'R-37',
        'The task cannot find the Amazon CloudWatch log group',
        'connection issue between the task and Amazon CloudWatch',
      ),
      ...unreachable('R-37', 'failed to validate logger args'),
      ...unreachable('R-37', 'failed to create Cloudwatch log'),
    ],
  },
  {
    code: 'log-option-missing',
    summary: 'an option that the log driver needs is missing or empty',
    step: 'log-driver',
    broader: 'log-driver-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording('R-38', `${logger}unable to get awslogs driver arguments: {option:word} is required`),
      ...recognised(
        'R-38',
        'unable to get awslogs driver arguments: {option:word}',
        'unable to get awslogs driver arguments',
      ),
    ],
  },
]
