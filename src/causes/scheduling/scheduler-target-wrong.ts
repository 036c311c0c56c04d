import { defineCause } from '../cause.ts'

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
  tell: ({ cluster }) => ({
    message: `the schedule's target names ${cluster === undefined ? 'a cluster, revision or network' : `cluster ${cluster}, or a revision or network,`} that is not the task's`,
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
