import { recognised, refused, wording, type FailureEntry } from '../entry.ts'

const failed = 'ResourceInitializationError: '
const retrieval = `${failed}unable to pull secrets or registry auth: execution resource retrieval failed: `
const failedToStart = { stopCode: 'TaskFailedToStart' } as const

/**
 * What is left of the messages of groups A to C when a text is cut before it says which call failed and why: the stages
 * of preparing a task, from the general to the particular.
 */
export const initialization: readonly FailureEntry[] = [
  {
    code: 'resource-initialization-failed',
    summary: 'something that a task needs before its containers start could not be prepared',
    ...failedToStart,
    wordings: [
      wording('R-44', `${failed}{reason:text}`),
      ...recognised('R-44', 'ResourceInitializationError'),
    ],
  },
  {
    code: 'secrets-or-registry-auth-failed',
    summary: 'secrets, parameters or the login to ECR could not be fetched; the text does not say which',
    step: 'registry-auth',
    broader: 'resource-initialization-failed',
    ...failedToStart,
    wordings: [
      wording('R-01', `${failed}unable to pull secrets or registry auth: {reason:text}`),
      ...recognised('R-01', 'unable to pull secrets or registry auth', 'execution resource retrieval failed'),
    ],
  },
  {
    code: 'execution-resources-unreachable',
    summary: 'the calls that fetch secrets and the login to ECR did not get through',
    step: 'registry-auth',
    broader: 'secrets-or-registry-auth-failed',
    ...failedToStart,
    wordings: [
      wording(
        'R-05',
        `${failed}unable to pull secrets or registry auth: pull command failed: : signal: killed`,
      ),
      ...recognised(
        'R-05',
        'pull command failed: {:gap}signal: killed',
        'pull command failed: unable to pull secrets or registry auth Check your task network configuration',
        'unable to pull secrets or registry auth{:gap}Check your task network configuration',
        'unable to pull secrets or registry auth{:gap}{:network}',
        'unable to pull secrets or registry auth{:gap}dial tcp {address:address}:443',
      ),
    ],
  },
  {
    code: 'registry-auth-failed',
    summary: 'the login to ECR failed',
    step: 'registry-auth',
    broader: 'execution-resources-unreachable',
    ...failedToStart,
    wordings: [
      wording('R-03', `${retrieval}unable to retrieve ecr registry auth: {reason:text}`),
      ...recognised('R-03', 'unable to retrieve ecr registry auth', 'pull registry auth from Amazon ECR'),
    ],
  },
  {
    code: 'secret-retrieval-failed',
    summary: 'a secret could not be read from Secrets Manager',
    step: 'secret',
    broader: 'execution-resources-unreachable',
    ...failedToStart,
    wordings: [
      wording('R-21', `${retrieval}unable to retrieve secret from asm: {reason:text}`, {
        launchType: 'FARGATE',
      }),
      wording('E-03', 'Secret {secretArn:arn}: {reason:text}', { launchType: 'EC2' }),
      ...recognised(
        'R-21',
        'unable to retrieve secret from asm',
        'failed to fetch secret {secretArn:word} from secrets manager',
        'unable to retrieve secret from asm{:gap}failed to fetch secret {secretArn:word} from secrets manager',
        'operation error Secrets Manager: GetSecretValue',
      ),
    ],
  },
  {
    code: 'secret-refused',
    summary: 'reading a secret was refused; the text does not say what is not allowed',
    step: 'secret',
    broader: 'secret-retrieval-failed',
    ...failedToStart,
    wordings: [
      wording(
        'R-10',
        `${retrieval}unable to retrieve secret from asm: AccessDeniedException: {reason:text}`,
        {
          unverified: true,
        },
      ),
      ...recognised(
        'R-10',
        'unable to retrieve secret from asm{:gap}AccessDenied',
        'failed to fetch secret {secretArn:word} from secrets manager{:gap}AccessDenied',
      ),
    ],
  },
  {
    code: 'parameters-retrieval-failed',
    summary: 'parameters could not be read from Parameter Store',
    step: 'parameters',
    broader: 'execution-resources-unreachable',
    ...failedToStart,
    wordings: [
      wording('R-11', `${retrieval}unable to retrieve secrets from ssm: {reason:text}`, {
        launchType: 'FARGATE',
      }),
      wording('E-01', 'Fetching secret data from SSM Parameter Store in {region:region}: {reason:text}', {
        launchType: 'EC2',
      }),
      ...recognised(
        'R-11',
        'unable to retrieve secrets from ssm',
        'Fetching secret data from SSM Parameter Store',
        'operation error SSM: GetParameters',
      ),
    ],
  },
  {
    code: 'parameters-refused',
    summary: 'reading parameters was refused; the text does not say what is not allowed',
    step: 'parameters',
    broader: 'parameters-retrieval-failed',
    ...failedToStart,
    wordings: [
      wording(
        'R-11',
        `${retrieval}unable to retrieve secrets from ssm: AccessDeniedException: {reason:text}`,
        {
          unverified: true,
        },
      ),
      ...recognised(
        'R-11',
        'unable to retrieve secrets from ssm{:gap}AccessDenied',
        'SSM Parameter Store{:gap}AccessDenied',
      ),
    ],
  },
  {
    code: 'registry-secret-unavailable',
    summary: 'the secret of a private registry could not be read',
    step: 'registry-secret',
    broader: 'secret-retrieval-failed',
    ...failedToStart,
    wordings: [
      wording('E-08', 'Asm fetching secret from the service for {secretId:word}: {reason:text}'),
      ...recognised('E-08', 'asm fetching secret from the service'),
    ],
  },
  {
    code: 'execution-credentials-missing',
    summary: 'the agent has no credentials of an execution role for what the task needs',
    step: 'role-assumption',
    ...failedToStart,
    wordings: [
      wording('E-07', '{resource:phrase} resource: unable to find execution role credentials'),
      ...recognised('E-07', 'unable to find execution role credentials'),
    ],
  },
  {
    code: 'env-files-failed',
    summary: 'the environment files could not be fetched',
    step: 'env-file',
    broader: 'resource-initialization-failed',
    ...failedToStart,
    wordings: [
      wording('R-30', `${failed}failed to download env files: {reason:text}`, { launchType: 'FARGATE' }),
      wording(
        'E-04',
        'Unable to download env file with key {key:text} from bucket {bucket:word}, error: {error:text}',
        {
          launchType: 'EC2',
        },
      ),
      ...recognised(
        'R-30',
        'failed to download env files',
        'Unable to download env file',
        'file download command',
      ),
    ],
  },
  {
    code: 'env-file-bucket-unavailable',
    summary: 'the agent could not make ready to read from the bucket of an environment file',
    step: 'env-file',
    broader: 'env-files-failed',
    ...failedToStart,
    wordings: [
      wording('E-05', 'Unable to initialize s3 client for bucket {bucket:word}, error: {error:text}'),
      ...recognised('E-05', 'Unable to initialize s3 client for bucket'),
    ],
  },
  {
    code: 'log-driver-failed',
    summary: 'the log driver of a container could not be set up',
    step: 'log-driver',
    broader: 'resource-initialization-failed',
    ...failedToStart,
    wordings: [
      wording('R-39', `${failed}failed to initialize logging driver: {reason:text}`),
      ...recognised(
        'R-39',
        'failed to initialize logging driver',
        'failed to validate logger args',
        'failed to create Cloudwatch log stream',
        'failed to create Cloudwatch log group',
      ),
    ],
  },
  {
    code: 'log-credentials-unavailable',
    summary: 'the log driver of an instance got no credentials of the execution role',
    step: 'log-driver',
    broader: 'log-driver-failed',
    ...failedToStart,
    wordings: [
      wording(
        'S-06',
        'CannotStartContainerError: Error response from daemon: failed to initialize logging driver: CredentialsEndpointError: failed to load credentials caused by: RequestError: send request failed caused by: Get http://169.254.170.2/v2/credentials/{credentialsId:word}',
        { where: 'containerReason', launchType: 'EC2' },
      ),
      ...recognised(
        'S-06',
        'failed to initialize logging driver: CredentialsEndpointError',
        'CredentialsEndpointError: failed to load credentials',
      ),
    ],
  },
  {
    code: 'file-system-failed',
    summary: 'a file system could not be mounted',
    step: 'volume',
    broader: 'resource-initialization-failed',
    ...failedToStart,
    wordings: [
      wording(
        'R-40',
        `${failed}failed to invoke EFS utils commands to set up EFS volumes: stderr: {reason:text}`,
      ),
      ...recognised(
        'R-40',
        'failed to invoke EFS utils',
        'unsuccessful EFS utils command execution',
        'mount.nfs4',
        'VolumeDriver.Create: mounting volume failed',
      ),
    ],
  },
  {
    code: 'file-system-directory-missing',
    summary: 'the root directory of a volume does not exist on the file system',
    step: 'volume',
    broader: 'file-system-failed',
    ...failedToStart,
    wordings: [
      wording(
        'R-43',
        `${failed}failed to invoke EFS utils commands to set up EFS volumes: stderr: b'mount.nfs4: mounting {export:word} failed, reason given by server: No such file or directory' : unsuccessful EFS utils command execution; code: 32`,
        { unverified: true },
      ),
      ...recognised(
        'R-43',
        'mounting {export:word} failed, reason given by server: No such file or directory',
        'reason given by server: No such file or directory',
        'EFS utils{:gap}No such file or directory',
        'mount.nfs4{:gap}No such file or directory',
      ),
    ],
  },
  {
    code: 'file-system-connection-reset',
    summary: 'the mount target of a file system ended the connection',
    step: 'volume',
    broader: 'file-system-failed',
    ...failedToStart,
    wordings: [
      wording(
        'R-41',
        `${failed}failed to invoke EFS utils commands to set up EFS volumes: stderr: mount.nfs4: Connection reset by peer : unsuccessful EFS utils command execution; code: 32`,
        { unverified: true },
      ),
      ...recognised('R-41', 'mount.nfs4: Connection reset by peer', 'EFS utils{:gap}Connection reset'),
    ],
  },
  {
    code: 'task-resource-failed',
    summary: 'the agent of an instance could not set up a resource of the task',
    broader: 'resource-initialization-failed',
    ...failedToStart,
    wordings: [
      wording('R-44', `${failed}resource cannot be initialized for task {taskArn:arn}: {error:text}`, {
        launchType: 'EC2',
      }),
      ...recognised('R-44', 'resource cannot be initialized for task'),
    ],
  },
  {
    code: 'volume-failed',
    summary: 'the agent of an instance could not create a volume of the task',
    step: 'volume',
    ...failedToStart,
    wordings: [
      wording('E-10', "VolumeError: Agent could not create task's volume resources", { launchType: 'EC2' }),
      ...recognised('E-10', 'VolumeError: Agent could not create'),
    ],
  },
  {
    code: 'cgroup-failed',
    summary: 'the agent of an instance could not create the cgroup of the task',
    ...failedToStart,
    wordings: [
      wording('E-11', "CgroupError: Agent could not create task's platform resources", { launchType: 'EC2' }),
      ...recognised('E-11', 'CgroupError: Agent could not create'),
    ],
  },
  {
    code: 'task-state-stuck',
    summary: 'the agent of an instance could not bring the task to its end',
    ...failedToStart,
    wordings: [
      wording('E-12', "TaskStateError: Agent could not progress task's state to stopped", {
        launchType: 'EC2',
      }),
      ...recognised('E-12', 'TaskStateError: Agent could not progress'),
    ],
  },
  {
    code: 'key-denied',
    summary: 'the caller may not use a key of KMS',
    broader: 'access-denied',
    wordings: [
      wording(
        'R-13',
        'AccessDeniedException: User: {principal:word} is not authorized to perform: kms:Decrypt on resource: {resource:word} {reason:because}',
        { where: 'api', unverified: true },
      ),
      ...refused('R-13', 'kms:Decrypt'),
    ],
  },
]
