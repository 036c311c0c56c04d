import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { defineCause, type CauseFacts, type Found } from '../cause.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { findStepFailure } from '../step-failure.ts'

/** The log group does not exist. */
export const logGroupMissing = defineCause({
  code: 'log-group-missing',
  group: 'D',
  summary: 'the CloudWatch log group that a container logs to does not exist in awslogs-region',
  rationale:
    'The awslogs driver makes a stream for every container and no group: that must be there, under exactly this name, in the region of `awslogs-region`. `awslogs-create-group: "true"` lets the driver make it, and takes `logs:CreateLogGroup`, which `AmazonECSTaskExecutionRolePolicy` does not allow. A text that says the group cannot be found because of a connection issue, with `signal: killed`, is another matter: there the endpoint of CloudWatch Logs was not reached.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html',
  signs: [
    { failure: 'log-group-not-found', share: 90 },
    { words: /specified log group does not exist/i, share: 88 },
    {
      words:
        /failed to initialize logging driver(?!.*(?:AccessDenied|not authorized|connection issue|time(?:d )?-?out|deadline|splunk|fluentd|syslog|gelf))/i,
      share: 45,
    },
    { failure: 'log-endpoint-unreachable', share: 5 },
    {
      words: /\blog ?groups?\b.{0,60}\b(?:not|never|n't)\b.{0,12}\b(?:exist|created|found|there)/i,
      share: 58,
    },
  ],
  settle: [
    {
      what: 'whether the group is there, in the region of awslogs-region',
      how: 'aws logs describe-log-groups --region REGION --log-group-name-prefix GROUP --query "logGroups[].logGroupName"',
    },
    {
      what: 'the options of the driver, to the letter',
      how: 'aws ecs describe-task-definition --task-definition FAMILY --query "taskDefinition.containerDefinitions[].logConfiguration.options"',
    },
  ],
  find: (launch) => {
    const answer = findStepFailure(launch, {
      steps: ['log-driver'],
      codes: ['log-group-not-found'],
      factsOf: ({ step: { requires, task, container } }) => {
        if (requires.kind !== 'log-destination') return {}
        const { options } = requires.log
        const region = options['awslogs-region'] ?? task.region
        const logGroup = options['awslogs-group']
        const inOwn =
          logGroup !== undefined && region !== task.region
            ? launch.world.logGroup(task.region, logGroup)
            : undefined
        const there = inOwn?.known === true && !inOwn.absent
        return { container, logGroup, region, otherRegion: there ? task.region : undefined }
      },
      proof: ({ otherRegion, logGroup }) =>
        otherRegion === undefined
          ? []
          : [{ fact: `${otherRegion}, the region of the task, has ${logGroup}` }],
    })
    const meant = answer.found.length > 0 ? [] : othersMeant(launch)
    return meant.length > 0 ? { found: meant, open: [] } : answer
  },
  tell: (facts) => {
    const { logGroup = 'GROUP', region = 'REGION', otherRegion, meant } = facts
    return {
      message: message(facts),
      fix: [
        ...(meant === undefined || otherRegion !== undefined
          ? []
          : [
              {
                title: 'log to the group that is made',
                text: `LogConfiguration:\n  LogDriver: awslogs\n  Options:\n    awslogs-group: ${meant}`,
              },
            ]),
        ...(otherRegion === undefined
          ? []
          : [
              {
                title: 'log to the region in which the group is',
                text: `LogConfiguration:\n  LogDriver: awslogs\n  Options:\n    awslogs-region: ${otherRegion}`,
              },
            ]),
        {
          title: `${(otherRegion ?? meant) === undefined ? '' : 'or '}make the group`,
          text: `Type: AWS::Logs::LogGroup\nProperties:\n  LogGroupName: ${logGroup}\n  RetentionInDays: 30\n# or at once:\n# aws logs create-log-group --region ${region} --log-group-name ${logGroup}`,
          ...(facts.logGroup === undefined || (otherRegion ?? meant) !== undefined
            ? {}
            : {
                edit: {
                  kind: 'log-group',
                  name: logGroup,
                  ...(facts.region === undefined ? {} : { region }),
                } as const,
              }),
        },
        {
          title: 'or let the driver make it, and allow that to the task execution role',
          text: `LogConfiguration:\n  LogDriver: awslogs\n  Options:\n    awslogs-create-group: "true"\n# in a policy of the role:\n- Effect: Allow\n  Action: logs:CreateLogGroup\n  Resource: '*'`,
        },
      ],
    }
  },
})

/** Groups of which it is not known whether they are there, where the project has another that is probably meant. */
function othersMeant(launch: EvaluatedLaunch): readonly Found[] {
  return launch.steps.flatMap(({ step: { id, requires, task, container } }): Found[] => {
    if (requires.kind !== 'log-destination' || requires.log.options['awslogs-create-group'] === 'true')
      return []
    const { options } = requires.log
    const region = options['awslogs-region'] ?? task.region
    const logGroup = options['awslogs-group'] ?? ''
    const group = launch.world.logGroup(region, logGroup)
    if (group.known || group.near === undefined) return []
    const { name, region: otherRegion, source } = group.near
    const fact =
      otherRegion === undefined
        ? `the project makes log group ${name}, and no container logs to it`
        : `the project makes log group ${name} in ${otherRegion}`
    return [
      {
        facts: { subject: launch.subject.name, container, logGroup, region, otherRegion, meant: name },
        why: [
          { fact, ...(source === undefined ? {} : { source }) },
          {
            fact: `whether there is a log group ${logGroup} in ${region} is not known: the project makes none`,
          },
        ],
        part: id,
        isDoubtful: true,
      },
    ]
  })
}

function message({ subject, container, logGroup, region, otherRegion, meant }: CauseFacts): string {
  const group = logGroup === undefined ? 'the log group' : `log group ${logGroup}`
  const whose = container === undefined ? '' : ` of container \`${container}\``
  const where = region === undefined ? '' : ` in ${region}`
  if (meant !== undefined) {
    const other = otherRegion === undefined ? meant : `one in ${otherRegion}`
    const what = `nothing in the project makes ${group}${whose}${where}; it makes ${other}`
    return subject === undefined ? what : `task \`${subject}\` may not start: ${what}`
  }
  const other = otherRegion === undefined ? '' : `; there is one in ${otherRegion}`
  return keepsFromStarting(subject, `${group}${whose} does not exist${where}${other}`)
}
