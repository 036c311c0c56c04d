import { wording, type FailureEntry } from '../entry.ts'

const prefix = 'ResourceInitializationError: unable to pull secrets or registry auth: '
const retrieval = `${prefix}execution resource retrieval failed: `
const auth = `${retrieval}unable to retrieve ecr registry auth: service call has been retried {attempts:integer} time(s): `
const asm = `${retrieval}unable to retrieve secret from asm: service call has been retried {attempts:integer} time(s): `
const fetch = `${asm}failed to fetch secret {secretArn:word} from secrets manager: `
const getSecret = `${fetch}operation error Secrets Manager: GetSecretValue, https response error StatusCode: 400, RequestID: {requestId:word}, `
const ssm = `${retrieval}unable to retrieve secrets from ssm: service call has been retried {attempts:integer} time(s): `
const getParameters = `${ssm}operation error SSM: GetParameters, https response error StatusCode: 400, RequestID: {requestId:word}, `

/** Group A of the catalogue: what the launcher reads before any container exists. */
export const registryAndSecrets: readonly FailureEntry[] = [
  {
    code: 'registry-auth-unreachable',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'R-01',
        `${prefix}The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your task network configuration. operation error ECR: GetAuthorizationToken, exceeded maximum number of attempts, 3, https response error StatusCode: 0, RequestID: , request send failed, Post "https://api.ecr.{region:region}.amazonaws.com/": dial tcp {address:address}:443: i/o timeout`,
      ),
      wording(
        'R-02',
        `The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your task network configuration. RequestError: send request failed caused by: Post "https://api.ecr.{region:region}.amazonaws.com/": dial tcp {address:address}:443: i/o timeout`,
        { onlyRead: true },
      ),
      wording(
        'R-03',
        'unable to retrieve ecr registry auth: service call has been retried {attempts:integer} time(s): RequestError: send request failed caused by: Post ',
        { onlyRead: true },
      ),
    ],
  },
  {
    code: 'registry-auth-denied',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'R-04',
        `${auth}operation error ECR: GetAuthorizationToken, https response error StatusCode: 400, RequestID: {requestId:word}, api error AccessDeniedException: User: {principal:word} is not authorized to perform: ecr:GetAuthorizationToken on resource: * {reason:because}`,
      ),
      wording(
        'R-04',
        'AccessDeniedException: User: {principal:word} is not authorized to perform: ecr:GetAuthorizationToken',
        {
          onlyRead: true,
        },
      ),
    ],
  },
  {
    code: 'secret-unreachable',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'R-06',
        `${fetch}RequestCanceled: request context canceled caused by: context deadline exceeded. Please check your task network configuration`,
      ),
      wording(
        'R-07',
        'unable to retrieve secret from asm: There is a connection issue between the task and AWS Secrets Manager.',
        { onlyRead: true },
      ),
      wording(
        'R-07',
        "The task can't pull secrets from AWS Secrets Manager. There is a connection issue between the task and Secrets Manager.",
        { onlyRead: true },
      ),
    ],
  },
  {
    code: 'parameters-unreachable',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'R-08',
        `${prefix}unable to retrieve secrets from ssm: The task cannot pull secrets from AWS Systems Manager. There is a connection issue between the task and AWS Systems Manager Parameter Store. Check your task network configuration. operation error SSM: GetParameters, https response error StatusCode: 0, RequestID: , canceled, context deadline exceeded`,
      ),
      wording(
        'R-08',
        'There is a connection issue between the task and AWS Systems Manager Parameter Store.',
        { onlyRead: true },
      ),
      wording(
        'R-09',
        'unable to retrieve secrets from ssm: service call has been retried {attempts:integer} time(s): RequestCanceled: request context canceled caused by: context deadline exceeded',
        { onlyRead: true },
      ),
    ],
  },
  {
    code: 'secret-denied',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'R-10',
        `${asm}failed to fetch secret {secretArn:word} from secrets manager: operation error Secrets Manager: GetSecretValue, https response error StatusCode: 400, RequestID: {requestId:word}, api error AccessDeniedException: User: {principal:word} is not authorized to perform: secretsmanager:GetSecretValue on resource: {resource:word} {reason:because}`,
      ),
      wording(
        'R-10',
        'AccessDeniedException: User: {principal:word} is not authorized to perform: secretsmanager:GetSecretValue on resource: {resource:word} {reason:because}',
        { onlyRead: true },
      ),
      wording(
        'R-10',
        'AccessDeniedException: User: {principal:word} is not authorized to perform: secretsmanager:GetSecretValue on resource: {resource:word} ',
        { onlyRead: true },
      ),
    ],
  },
  {
    code: 'parameters-denied',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'R-11',
        `${getParameters}api error AccessDeniedException: User: {principal:word} is not authorized to perform: ssm:GetParameters on resource: {resource:word} {reason:because}`,
      ),
      wording(
        'R-11',
        'AccessDeniedException: User: {principal:word} is not authorized to perform: ssm:GetParameters on resource: {resource:word} {reason:because}',
        { onlyRead: true },
      ),
      wording(
        'R-11',
        'AccessDeniedException: User: {principal:word} is not authorized to perform: ssm:GetParameters on resource: {resource:word} ',
        { onlyRead: true },
      ),
    ],
  },
  {
    code: 'secret-key-denied',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording('R-12', `${getSecret}api error AccessDeniedException: Access to KMS is not allowed`, {
        unverified: true,
      }),
      wording('R-12', 'AccessDeniedException: Access to KMS is not allowed', { onlyRead: true }),
    ],
  },
  {
    code: 'parameter-key-denied',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'R-13',
        `${getParameters}api error AccessDeniedException: User: {principal:word} is not authorized to perform: kms:Decrypt on resource: {resource:word} {reason:because}`,
        { unverified: true },
      ),
    ],
  },
  {
    code: 'secret-json-key-missing',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording('R-14', `${asm}retrieved secret from Secrets Manager did not contain json key {jsonKey:text}`),
      wording('R-21', 'retrieved secret from Secrets Manager did not contain json key {jsonKey:text}', {
        onlyRead: true,
      }),
    ],
  },
  {
    code: 'secret-not-json',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording('R-15', `${asm}{error:jsonerror}`),
      wording('R-15', '{error:jsonerror}', { onlyRead: true }),
    ],
  },
  {
    code: 'secret-arn-invalid',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'R-16',
        `${retrieval}unable to retrieve secret from asm: trying to retrieve secret with value {valueFrom:text} resulted in error: an invalid ARN format for the AWS Secrets Manager secret was specified. Specify a valid ARN and try again.`,
      ),
      wording('R-16', 'an invalid ARN format for the AWS Secrets Manager secret was specified', {
        onlyRead: true,
      }),
    ],
  },
  {
    code: 'secret-name-invalid',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'R-17',
        `${asm}failed to fetch secret {secretArn:text} from secrets manager: operation error Secrets Manager: GetSecretValue, https response error StatusCode: 400, RequestID: {requestId:word}, api error ValidationException: Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!`,
      ),
      wording(
        'R-17',
        'ValidationException: Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
        { onlyRead: true },
      ),
    ],
  },
  {
    code: 'secret-not-found',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'R-18',
        `${getSecret}ResourceNotFoundException: Secrets Manager can't find the specified secret.`,
        {
          unverified: true,
          launchType: 'FARGATE',
        },
      ),
      wording(
        'E-02',
        "ResourceNotFoundException: The task can't retrieve the secret with ARN '{secretArn:text}' from AWS Secrets Manager. Check whether the secret exists in the specified Region: operation error Secrets Manager: GetSecretValue, https response error StatusCode: 400, RequestID: {requestId:word}, ResourceNotFoundException: Secrets Manager can't find the specified secret.",
        { launchType: 'EC2', unverified: true },
      ),
      wording(
        'R-18',
        "The task can't retrieve the secret with ARN '{secretArn:text}' from AWS Secrets Manager. Check whether the secret exists in the specified Region",
        { onlyRead: true },
      ),
      wording(
        'R-18',
        "failed to fetch secret {secretArn:word} from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret",
        { onlyRead: true },
      ),
      wording('R-18', "ResourceNotFoundException: Secrets Manager can't find the specified secret", {
        onlyRead: true,
      }),
    ],
  },
  {
    code: 'secret-stage-not-found',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'R-18',
        `${getSecret}ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging label: {versionStage:text}`,
        { unverified: true },
      ),
      wording(
        'R-18',
        "Secrets Manager can't find the specified secret value for staging label: {versionStage:word}",
        { onlyRead: true },
      ),
    ],
  },
  {
    code: 'secret-version-not-found',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'R-18',
        `${getSecret}ResourceNotFoundException: Secrets Manager can't find the specified secret value for VersionId: {versionId:text}`,
        { unverified: true },
      ),
      wording(
        'R-18',
        "Secrets Manager can't find the specified secret value for VersionId: {versionId:word}",
        {
          onlyRead: true,
        },
      ),
    ],
  },
  {
    code: 'secret-marked-for-deletion',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'R-19',
        `${getSecret}InvalidRequestException: You can't perform this operation on the secret because it was marked for deletion.`,
        { unverified: true },
      ),
      wording(
        'R-19',
        "InvalidRequestException: You can't perform this operation on the secret because it was marked for deletion.",
        { onlyRead: true },
      ),
    ],
  },
  {
    code: 'parameters-invalid',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording('R-20', `${ssm}invalid ssm parameters: {names:list}`),
      wording('R-20', 'invalid ssm parameters: {names:list}', { onlyRead: true }),
      wording(
        'E-01',
        'Fetching secret data from SSM Parameter Store in {region:region}: invalid parameters: {names:list}',
        {
          onlyRead: true,
        },
      ),
    ],
  },
]
