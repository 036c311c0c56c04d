import { recognised, refused, unreachable, wording, type FailureEntry } from '../entry.ts'

const prefix = 'ResourceInitializationError: unable to pull secrets or registry auth: '
const retrieval = `${prefix}execution resource retrieval failed: `
const auth = `${retrieval}unable to retrieve ecr registry auth: service call has been retried {attempts:integer} time(s): `
const ssm = `${retrieval}unable to retrieve secrets from ssm: service call has been retried {attempts:integer} time(s): `
const getParameters = `${ssm}operation error SSM: GetParameters, https response error StatusCode: 400, RequestID: {requestId:word}, `

/** Group A of the catalogue: the login to ECR, and parameters of Parameter Store. */
export const registryAndParameters: readonly FailureEntry[] = [
  {
    code: 'registry-auth-unreachable',
    summary: 'the call that logs in to ECR did not get through',
    step: 'registry-auth',
    broader: 'registry-auth-failed',
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
      ...unreachable('R-02', 'pull registry auth from Amazon ECR'),
      ...unreachable('R-03', 'unable to retrieve ecr registry auth'),
      ...unreachable('R-01', 'GetAuthorizationToken'),
      ...unreachable('R-03', 'api.ecr.{region:region}.amazonaws.com'),
    ],
  },
  {
    code: 'registry-auth-denied',
    summary: 'the execution role may not log in to ECR',
    step: 'registry-auth',
    broader: 'registry-auth-failed',
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
      ...refused('R-04', 'ecr:GetAuthorizationToken'),
      ...recognised('R-04', 'ecr registry auth{:gap}AccessDenied'),
    ],
  },
  {
    code: 'parameters-unreachable',
    summary: 'the call that reads parameters from Parameter Store did not get through',
    step: 'parameters',
    broader: 'parameters-retrieval-failed',
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
      ...unreachable('R-09', 'unable to retrieve secrets from ssm'),
      ...unreachable('E-01', 'Fetching secret data from SSM Parameter Store in {region:region}'),
      ...unreachable('R-08', 'operation error SSM: GetParameters'),
      ...recognised('R-08', 'The task cannot pull secrets from AWS Systems Manager'),
    ],
  },
  {
    code: 'parameters-denied',
    summary: 'the execution role may not read a parameter of Parameter Store',
    step: 'parameters',
    broader: 'parameters-refused',
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
      ...refused('R-11', 'ssm:GetParameters'),
      ...refused('R-11', 'ssm:GetParameter'),
    ],
  },
  {
    code: 'parameter-key-denied',
    summary: 'the execution role may not use the key that encrypts a parameter',
    step: 'parameters',
    broader: 'parameters-refused',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'R-13',
        `${getParameters}api error AccessDeniedException: User: {principal:word} is not authorized to perform: kms:Decrypt on resource: {resource:word} {reason:because}`,
        { unverified: true },
      ),
      ...refused('R-13', 'kms:Decrypt', 'unable to retrieve secrets from ssm{:gap}'),
      ...refused('R-13', 'kms:Decrypt', 'SSM Parameter Store{:gap}'),
    ],
  },
  {
    code: 'parameters-invalid',
    summary: 'parameters do not exist in this account and Region',
    step: 'parameters',
    broader: 'parameters-retrieval-failed',
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
      ...recognised(
        'R-20',
        'SSM Parameter Store{:gap}invalid parameters: {names:list}',
        'ParameterNotFound',
        'invalid ssm parameters',
      ),
    ],
  },
]
