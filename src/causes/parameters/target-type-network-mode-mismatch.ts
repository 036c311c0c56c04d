import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { AskedTargetGroup } from '../../launch/registration/asked-launch.ts'
import { askedService } from '../../launch/registration/service-rules.ts'
import { ifKnown } from '../../launch/registration/unsettled.ts'
import { defineCause, type CauseAnswer, type CauseFacts, type Found } from '../cause.ts'
import { definitionFact, requestFact } from '../definition-fact.ts'
import type { Fix } from '../fix.ts'
import { answerOfRule } from '../registration/answer-of-rule.ts'

/** The target group takes another kind of target than the tasks are. */
export const targetTypeNetworkModeMismatch = defineCause({
  code: 'target-type-network-mode-mismatch',
  group: 'F',
  summary: 'the target type of the target group does not go with the network mode of the task',
  rationale:
    'A task in awsvpc mode is registered by its own address, which takes target type `ip`; in bridge or host mode the instance and its port are registered, which takes `instance`. A target group keeps its type for life, and `instance` is the default, so the group has to be replaced. Without `networkMode` a task definition has bridge mode.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html',
  signs: [
    { failure: 'target-type-incompatible', share: 98 },
    { words: /target ?type.{0,40}incompatible with the \w{1,60} network mode/i, share: 98 },
    { words: /incompatible with the (?:awsvpc|bridge|host|none) network mode/i, share: 95 },
    { words: /network ?mode.{0,80}(?:requires|needs|must (?:have|be)).{0,40}target_?-? ?type/i, share: 85 },
    { words: /target group\W.{0,200}has invalid target type/i, share: 90 },
    { words: /The provided target group \S{1,200} has target type/i, share: 95 },
    { words: /^(?=.*InvalidParameterException)(?=.*The provided target group)/i, share: 60 },
  ],
  settle: [
    {
      what: 'the target type of the target group',
      how: 'aws elbv2 describe-target-groups --target-group-arns ARN --query "TargetGroups[].TargetType"',
    },
    {
      what: 'the network mode of the task definition',
      how: 'aws ecs describe-task-definition --task-definition FAMILY --query taskDefinition.networkMode',
    },
  ],
  find: findTargetType,
  tell: (facts) => ({ message: message(facts), fix: fixes(facts) }),
})

function message({ subject, targetType, networkMode }: CauseFacts): string {
  const rule = 'awsvpc takes ip, bridge and host take instance'
  if (subject === undefined || targetType === undefined || networkMode === undefined)
    return `the target type of the target group does not go with the network mode of the task: ${rule}`
  return `service \`${subject}\` cannot be made: its target group has target type ${targetType}, and the task network mode ${networkMode}, which takes ${networkMode === 'awsvpc' ? 'ip' : 'instance'}`
}

function fixes({ targetType, networkMode, isFargate }: CauseFacts): readonly Fix[] {
  const other = targetType === 'ip' ? 'instance' : 'ip'
  const group = {
    title: `make a target group of type ${other} (the type of a group cannot be changed)`,
    text: `Type: AWS::ElasticLoadBalancingV2::TargetGroup\nProperties:\n  TargetType: ${other}\n  Port: 80\n  Protocol: HTTP\n  VpcId: !Ref Vpc`,
  }
  if (isFargate === 'true') return [group]
  const mode = networkMode === 'awsvpc' ? 'bridge' : 'awsvpc'
  return [group, { title: 'or change the network mode of the task', text: `NetworkMode: ${mode}` }]
}

/** Which type a target group has is known where it was written with the service; otherwise it is what settles this. */
function findTargetType(launch: EvaluatedLaunch): CauseAnswer {
  const { request } = launch
  if (request.service === undefined && launch.subject.kind === 'task-definition') {
    return { found: [], open: ['the target groups of the service that uses the task definition'] }
  }
  const groups = (request.service?.loadBalancers ?? []).flatMap(({ targetGroupArn }) => targetGroupArn ?? [])
  if (groups.length === 0) {
    return { found: [], open: [], cleared: [requestFact(launch, 'it has no target group')] }
  }
  const written = answerOfRule(launch, 'target-type', () => undefined)
  if (written.found.length > 0)
    return { ...written, found: written.found.map((one) => withModes(one, launch)) }
  const known = new Set((launch.asked && askedService(launch.asked))?.targetGroups.flatMap(typedArn))
  const open = groups.filter((arn) => !known.has(arn))
  const { fact } = definitionFact(launch, `the network mode is ${request.definition.networkMode ?? 'bridge'}`)
  return { found: [], open: open.map((arn) => `the target type of ${arn} (${fact})`) }
}

/** With the type that the group has: of the two that there are, the one that the mode does not take. */
function withModes(found: Found, { request }: EvaluatedLaunch): Found {
  const { networkMode = 'bridge' } = request.definition
  const targetType = networkMode === 'awsvpc' ? 'instance' : 'ip'
  const isFargate = String(request.launchType === 'FARGATE')
  return { ...found, facts: { ...found.facts, networkMode, targetType, isFargate } }
}

/** The ARN of a target group whose type is known. */
function typedArn(group: AskedTargetGroup): readonly string[] {
  return ifKnown(() => [group.targetType, group.targetGroupArn]) ? [group.targetGroupArn] : []
}
