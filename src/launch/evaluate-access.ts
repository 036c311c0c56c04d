import type { LaunchStep, StepAccess } from '../model/launch/step.ts'
import type { AccessRequest, LaunchWorld } from '../model/launch/world.ts'
import type { PassedEndpoint } from '../model/network/reach-verdict.ts'
import { denialFailure } from './denial-failure.ts'
import type { Finding, Findings } from './findings.ts'
import { fails, holds, unknown } from './verdicts.ts'

/** Every permission of the step, in the order in which the calls are made. `via` is the VPC endpoint they pass. */
export function* evaluateAccess(
  step: LaunchStep,
  world: LaunchWorld,
  via: PassedEndpoint | undefined,
): Findings {
  if (step.actor === 'none') return
  for (const access of step.access) yield judged(step, requestOf(step, access, { via }), world)
}

/**
 * Whether the step's actor may decrypt with a customer's key what the service reads for it. The service asks KMS in
 * the actor's name, with what the key's policy may demand in its conditions.
 */
export function* evaluateDecryption(
  step: LaunchStep,
  { keyArn, service, region, bound }: Decryption,
  world: LaunchWorld,
): Findings {
  if (keyArn === undefined || step.actor === 'none') return
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
  const context = Object.fromEntries([
    ['kms:ViaService', `${service}.${region}.${suffix}`],
    ...Object.entries(bound).map(([key, value]) => [`kms:EncryptionContext:${key}`, value] as const),
  ])
  yield judged(step, requestOf(step, { action: 'kms:Decrypt', resource: keyArn }, { context }), world)
}

/** What is decrypted, and for what: the encryption context that it is bound to. */
interface Decryption {
  readonly keyArn: string | undefined
  readonly service: 'secretsmanager' | 'ssm' | 's3'
  readonly region: string
  readonly bound: Readonly<Record<string, string>>
}

/** The question whether the step's actor may do this. */
export function requestOf(
  { actor, roleArn, destination, task }: LaunchStep,
  { action, resource }: StepAccess,
  { via, context }: Pick<AccessRequest, 'via' | 'context'> = {},
): AccessRequest {
  const request: { -readonly [Key in keyof AccessRequest]: AccessRequest[Key] } = {
    action,
    resource,
    actor,
    taskId: task.taskArn.slice(task.taskArn.lastIndexOf('/') + 1),
    region: destination?.region ?? task.region,
  }
  // Asked several times in every launch: members are set one by one, as objects that are spread together cost more.
  const otherRoleArn = actor === 'execution-role' ? task.taskRoleArn : task.executionRoleArn
  if (roleArn !== undefined) request.roleArn = roleArn
  if (roleArn !== undefined && otherRoleArn !== undefined && otherRoleArn !== roleArn)
    request.otherRoleArn = otherRoleArn
  if (via !== undefined) request.via = via
  if (context !== undefined) request.context = context
  return request
}

/**
 * The documents ask for the task role to be passed, whatever the launch type. Rules that the CDK makes for tasks on EC2
 * pass the execution role alone (`aws-events-targets`, `EcsTask`), and their tasks start.
 */
function isNotAskedOnEc2({ requires, task }: LaunchStep, { action }: AccessRequest): boolean {
  return (
    action === 'iam:PassRole' &&
    requires.kind === 'role' &&
    requires.use === 'task' &&
    task.launchType === 'EC2'
  )
}

function judged(step: LaunchStep, request: AccessRequest, world: LaunchWorld): Finding {
  const answer = world.mayPerform(request)
  if (answer.kind === 'unknown') return unknown(answer.settledBy)
  if (answer.kind === 'allowed') return holds(answer.evidence)
  if (isNotAskedOnEc2(step, request)) {
    return unknown(`whether ECS asks who starts a task on EC2 to pass ${request.resource}`, answer.evidence)
  }
  const failure = denialFailure(step, request, answer)
  if (!failure) {
    return unknown(`how ECS words that ${answer.principal} may not ${request.action}`, answer.evidence)
  }
  const ground = { kind: 'access', request, answer } as const
  return { ...fails(failure.code, failure.facts, answer.evidence), ground }
}
