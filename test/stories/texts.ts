/** The account that the stories are told of. */
export const account = '471112983866'
/** Its region. */
export const region = 'ap-northeast-2'

/** The failure of the parameter as it was reported, in the wording of its time. */
export const reportedParameterDenial = `ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 1 time(s): AccessDeniedException: User: arn:aws:sts::${account}:assumed-role/ecsTaskExecutionRole/17cbd22653424f62971b13fffcf6113e is not authorized to perform: ssm:GetParameters on resource: arn:aws:ssm:${region}:${account}:parameter/JobSyncHub/email/AWS_SES_SENDER because no identity-based policy allows the ssm:GetParameters action status code: 400, request id: 119b9aff-b7c0-4a82-a57c-f193bd929bc`

/** The failure of the environment file as it was reported. */
export const reportedEnvFileTimeout =
  'ResourceInitializationError: failed to download env files: file download command: non empty error stream: service call has been retried 5 time(s): RequestCanceled: request context canceled caused by: context deadline exceeded'

const secrets =
  'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: '
const denied = (action: string, resource: string): string =>
  `api error AccessDeniedException: User: arn:aws:sts::${account}:assumed-role/ecsTaskExecutionRole/{task} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`

/** The exception of the report; only the task is another. */
const reportedException = reportedParameterDenial
  .slice(
    reportedParameterDenial.indexOf('AccessDeniedException'),
    reportedParameterDenial.indexOf(' status code'),
  )
  .replace(/(?<=\/)[0-9a-f]{32}/, '{task}')

/** The parameter of the stories is not allowed: the reported exception in today's wording around it. */
export const parameterDenied = `${secrets}unable to retrieve secrets from ssm: service call has been retried 1 time(s): operation error SSM: GetParameters, https response error StatusCode: 400, RequestID: {uuid}, api error ${reportedException}`

/** The registry did not answer at this address. */
export function registrySilent(address: string): string {
  return `ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your task network configuration. operation error ECR: GetAuthorizationToken, exceeded maximum number of attempts, 3, https response error StatusCode: 0, RequestID: , request send failed, Post "https://api.ecr.${region}.amazonaws.com/": dial tcp ${address}:443: i/o timeout`
}

/** A secret that Secrets Manager does not hand out. */
export function secretRefused(arn: string, why: string): string {
  return `${secrets}unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret ${arn} from secrets manager: operation error Secrets Manager: GetSecretValue, https response error StatusCode: 400, RequestID: {uuid}, ${why}`
}

/** The execution role may not read a secret. */
export function secretDenied(arn: string): string {
  return secretRefused(arn, denied('secretsmanager:GetSecretValue', arn))
}

/** A secret that was read and is not as the task expects it. */
export function secretUnusable(why: string): string {
  return `${secrets}unable to retrieve secret from asm: service call has been retried 1 time(s): ${why}`
}

/** What a service says whose role cannot be assumed. */
export const roleNotAssumed = `(service notification) failed to launch a task with (error ECS was unable to assume the role 'arn:aws:iam::${account}:role/ecsTaskExecutionRole' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.).`
