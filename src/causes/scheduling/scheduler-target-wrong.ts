import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { isUnknownText } from '../../model/unknown-text.ts'
import { defineCause, type CauseAnswer, type CauseFacts } from '../cause.ts'
import { definitionFact } from '../definition-fact.ts'

/** The schedule's target names something that is not there. */
export const schedulerTargetWrong = defineCause({
  code: 'scheduler-target-wrong',
  group: 'L',
  summary: "the schedule's target names a cluster, revision or network that is wrong",
  rationale:
    "The target's ARN is that of the cluster, and neither a rule nor a schedule looks whether it exists: it stays ENABLED and fails at each time, without a trace in ECS. The same goes for a revision that was deregistered, or for Fargate without a network configuration. A task that is started by hand takes its cluster and revision from somewhere else, and so proves nothing about the target.",
  source: 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/troubleshooting.html',
  signs: [
    { failure: 'rule-target-missing', share: 70 },
    {
      words:
        /(?:EventBridge|schedul\w{1,4}|スケジュール|스케줄|定时).{0,200}(?:(?:old|stale|deregistered|inactive|wrong) (?:task definition|revision|cluster)|リビジョン|手動|수동)/i,
      share: 58,
    },
    {
      words:
        /(?:\bschedule[drs]?\b|EventBridge|cron).{0,400}\b(?:manual(?:ly)?|by hand|run-task)\b.{0,60}\b(?:works?|fine|succeeds?|starts?)/i,
      share: 55,
    },
    {
      words:
        /(?:\bschedule[drs]?\b|EventBridge|cron).{0,300}\b(?:never|not|no|nothing)\b.{0,40}\b(?:start|run|trigger|launch|invoke)/i,
      share: 38,
    },
    {
      words:
        /(?:\bschedule[drs]?\b|EventBridge|cron).{0,300}(?:Cluster ?NotFound|Cluster not found|TaskDefinition is inactive)/i,
      share: 78,
    },
    { words: /\bNO_RESOURCE\b/i, share: 70 },
    { words: /FailedInvocation/i, share: 28 },
  ],
  settle: [
    {
      what: 'cluster, task definition and network of the target',
      how: 'aws scheduler get-schedule --name SCHEDULE --query Target, or: aws events list-targets-by-rule --rule RULE',
    },
    { what: 'which clusters there are', how: 'aws ecs list-clusters' },
    {
      what: 'why invocations fail',
      how: 'a dead-letter queue on the target: its messages carry ERROR_CODE and ERROR_MESSAGE',
    },
  ],
  find,
  tell: (facts) => ({
    message: message(facts),
    fix: [
      {
        title: 'refer to cluster and task definition, and do not write their names out',
        text: 'Type: AWS::Scheduler::Schedule\nProperties:\n  Target:\n    Arn: !GetAtt Cluster.Arn\n    RoleArn: !GetAtt ScheduleRole.Arn\n    EcsParameters:\n      TaskDefinitionArn: !Ref TaskDefinition\n      LaunchType: FARGATE\n      NetworkConfiguration:\n        AwsvpcConfiguration:\n          Subnets: [!Ref PrivateSubnet]\n          SecurityGroups: [!Ref TaskSecurityGroup]',
      },
      {
        title: 'and keep what fails, so that the next fault is seen',
        text: 'Target:\n  DeadLetterConfig:\n    Arn: !GetAtt FailedSchedules.Arn',
      },
    ],
  }),
})

function message({ subject, cluster, revision, form }: CauseFacts): string {
  if (subject === undefined) {
    return `the schedule's target names ${cluster === undefined ? 'a cluster, revision or network' : `cluster ${cluster}, or a revision or network,`} that is not the task's`
  }
  const what =
    revision === undefined
      ? `its target ${cluster} ${form === undefined ? 'does not exist' : 'is no cluster'}`
      : `${revision} was deregistered`
  return `schedule \`${subject}\` will not start its task: ${what}`
}

function find(launch: EvaluatedLaunch): CauseAnswer {
  const { asked, subject, request } = launch
  if (subject.kind !== 'schedule') {
    return { found: [], open: [], cleared: [{ fact: 'no schedule starts the task' }] }
  }
  const target = asked?.target
  if (target === undefined) return { found: [], open: ["the schedule's target"] }
  const { clusterArn: cluster, cluster: fact } = target
  const where = { subject: subject.name, cluster }
  if (asked?.isInactive === true) {
    const revision = `${request.family}:${request.revision}`
    const why = [definitionFact(launch, `the status of ${revision} is INACTIVE`)]
    return { found: [{ facts: { ...where, revision }, why, part: 'taskDefinitionArn' }], open: [] }
  }
  const isName = cluster !== undefined && /^[\w-]{1,255}$/.test(cluster) && !isUnknownText(cluster)
  if (isName || (cluster !== undefined && /^arn:[\w-]+:(?!ecs:.*:cluster\/)/.test(cluster))) {
    const what = isName ? 'which is no ARN: a schedule takes no name' : 'which names no cluster'
    const why = [{ fact: `the target's ARN is ${cluster}, ${what}` }]
    return { found: [{ facts: { ...where, form: 'wrong' }, why, part: 'arn' }], open: [] }
  }
  if (!fact.known) return { found: [], open: [fact.settledBy] }
  const source = fact.source === undefined ? {} : { source: fact.source }
  if (!fact.absent)
    return { found: [], open: [], cleared: [{ fact: `cluster ${cluster} exists`, ...source }] }
  const why = [{ fact: `cluster ${cluster} does not exist`, ...source }]
  return { found: [{ facts: where, why, part: 'arn' }], open: [] }
}
