import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { defineCause, type CauseAnswer } from '../cause.ts'
import { endOf } from '../container-ended.ts'

const proxyName = /^ecs-service-connect/

/** The proxy that Service Connect puts into the task is not healthy. */
export const serviceConnectAgentUnhealthy = defineCause({
  code: 'service-connect-agent-unhealthy',
  group: 'K',
  summary: 'the container ecs-service-connect, which ECS adds to the task, is not healthy',
  rationale:
    'Service Connect adds a proxy to every task. It takes its CPU and memory from the task, which is sized without it, and the other containers wait for it. It is unhealthy where it gets too little, where two listeners want one port, and on EC2 where it does not reach the relay of its instance: an old agent, a relay that hangs, or an instance role without `ecs:Poll`.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html',
  signs: [
    { failure: 'service-connect-proxy-unhealthy', share: 85 },
    { failure: 'service-connect-poll-denied', share: 85 },
    {
      words: /ecs-service-connect.{0,120}\b(?:unhealthy|health ?checks?|stopped|exited|failing)/i,
      share: 85,
    },
    { words: /\b(?:unhealthy|PENDING|stuck)\b.{0,160}ecs-service-connect/i, share: 82 },
    { words: /Unauthorized to perform ecs:Poll\b.{0,80}task-set/i, share: 85 },
    { words: /service[- ]?connect.{0,160}\b(?:PENDING|unhealthy|stuck)/i, share: 60 },
  ],
  settle: [
    {
      what: 'the health of the proxy',
      how: 'aws ecs describe-tasks --cluster CLUSTER --tasks TASK --query "tasks[].containers[?starts_with(name,\'ecs-service-connect\')].[name,lastStatus,healthStatus,reason]"',
    },
    {
      what: 'what the proxy says',
      how: 'its log, where serviceConnectConfiguration has a logConfiguration; on EC2 otherwise /var/log/ecs/service_connect on the instance',
    },
  ],
  find,
  tell: ({ subject, container }) => ({
    message: `the Service Connect proxy${container === undefined ? '' : ` \`${container}\``}${subject === undefined ? '' : ` of \`${subject}\``} is not healthy`,
    fix: [
      {
        title: 'give the task 256 CPU units and 64 MiB more than its containers need',
        text: "Cpu: '512'\nMemory: '1024'",
      },
      {
        title: 'let the proxy write a log, and read what it says',
        text: 'ServiceConnectConfiguration:\n  Enabled: true\n  LogConfiguration:\n    LogDriver: awslogs\n    Options:\n      awslogs-group: /ecs/service-connect\n      awslogs-region: !Ref AWS::Region\n      awslogs-stream-prefix: proxy',
      },
      {
        title: 'on EC2, update the agent, and replace the instance where all its tasks have it',
        text: 'aws ecs update-container-agent --cluster CLUSTER --container-instance INSTANCE',
      },
    ],
  }),
})

function find({ subject, request, outcome }: EvaluatedLaunch): CauseAnswer {
  if (!request.service?.serviceConnectConfiguration?.enabled) {
    return { found: [], open: [], cleared: [{ fact: 'the launch does not use Service Connect' }] }
  }
  const proxies = outcome?.containers.filter(({ name }) => proxyName.test(name)) ?? []
  if (proxies.length === 0) return { found: [], open: ["the health of the task's Service Connect proxy"] }
  const found = proxies
    .filter(({ healthStatus }) => healthStatus === 'UNHEALTHY')
    .map((proxy) => ({
      facts: { subject: subject.name, container: proxy.name },
      why: [{ fact: `container ${proxy.name} is UNHEALTHY` }, ...endOf(proxy)],
      part: 'serviceConnectConfiguration',
    }))
  const cleared = proxies.map(({ name, healthStatus = 'UNKNOWN' }) => ({
    fact: `container ${name} is ${healthStatus}`,
  }))
  return { found, open: [], cleared }
}
