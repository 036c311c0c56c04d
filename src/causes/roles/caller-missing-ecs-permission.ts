import { defineCause, type CauseFacts } from '../cause.ts'
import { allow, roleName } from '../near-miss-words.ts'

/** Calls that the agent of an instance makes: there the role of the instance is at fault. */
const agentCalls = new Set([
  'Poll',
  'DiscoverPollEndpoint',
  'RegisterContainerInstance',
  'DeregisterContainerInstance',
  'StartTelemetrySession',
  'SubmitContainerStateChange',
  'SubmitTaskStateChange',
  'UpdateContainerInstancesState',
])

/** Who calls ECS may not. */
export const callerMissingEcsPermission = defineCause({
  code: 'caller-missing-ecs-permission',
  group: 'E',
  summary: 'the user or pipeline that calls ECS lacks the permission for the call',
  rationale:
    'The role that the text names is the one of who makes the call: a user, a pipeline, an instance. The roles of the task play no part. `ecs:RunTask` is allowed on task definitions: a policy that names one revision stops fitting with the next. Describe calls are needed as well by tools that wait for a deployment, and tags at creation take `ecs:TagResource`.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security_iam_troubleshoot.html',
  signs: [
    { failure: 'ecs-call-denied', when: ({ operation }) => !agentCalls.has(String(operation)), share: 88 },
    { failure: 'run-task-denied', share: 55 },
    {
      words:
        /not authorized to perform: ecs:(?!Poll\b|Submit|RegisterContainerInstance|DeregisterContainerInstance|DiscoverPollEndpoint|StartTelemetrySession|UpdateContainerInstancesState|ExecuteCommand\b|RunTask\b)\w{1,60}/i,
      share: 88,
    },
    { words: /not authorized to perform: ecs:(?:RunTask|ExecuteCommand)\b/i, share: 55 },
    { words: /AccessDenied\w{0,30}\W.{0,60}when calling the \w{1,60} operation.{0,200}\becs:/i, share: 70 },
    {
      words: /\becs:[A-Z]\w{2,40}\b.{0,60}\bpermission|\bpermissions?\b.{0,60}\becs:[A-Z]\w{2,40}/i,
      share: 56,
    },
  ],
  settle: [
    { what: 'who the caller is', how: 'aws sts get-caller-identity' },
    {
      what: 'what the caller may do',
      how: 'aws iam simulate-principal-policy --policy-source-arn CALLER_ARN --action-names ecs:ACTION --resource-arns RESOURCE_ARN',
    },
  ],
  tell: (facts) => ({
    message: message(facts),
    fix: [
      {
        title: `allow the call to ${roleName(facts.principal) ?? 'the caller'}`,
        text: allow(actionOf(facts) ?? 'ecs:ACTION', facts.resource ?? 'arn:aws:ecs:REGION:ACCOUNT:RESOURCE'),
      },
    ],
  }),
})

function actionOf({ action, operation }: CauseFacts): string | undefined {
  return operation === undefined ? action : `ecs:${operation}`
}

function message(facts: CauseFacts): string {
  const { principal, resource } = facts
  const who = roleName(principal) ?? 'the caller'
  return `${who} may not call ${actionOf(facts) ?? 'this action of ECS'}${resource === undefined ? '' : ` on ${resource}`}`
}
