import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { defineCause, type CauseAnswer, type CauseFacts } from '../cause.ts'
import { definitionFact, requestFact } from '../definition-fact.ts'
import { keepsFromStarting } from '../launch-message.ts'

/** The network configuration does not go with the network mode of the task definition. */
export const networkConfigVsNetworkMode = defineCause({
  code: 'network-config-vs-network-mode',
  group: 'F',
  summary: 'a network configuration is missing for network mode awsvpc, or given for another mode',
  rationale:
    'Only a task with `networkMode: awsvpc` has an interface of its own, so only it needs subnets and security groups, and only it may be given them. The service keeps its own network configuration: a task that is run by itself inherits nothing and has to be told again. Without `networkMode` a task definition has bridge mode, and Fargate takes awsvpc alone.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html',
  signs: [
    { failure: 'network-configuration-unwanted', share: 97 },
    { failure: 'network-mode-invalid', share: 72 },
    { failure: 'host-port-differs', share: 40 },
    { failure: 'network-configuration-missing', share: 97 },
    { words: /Network ?Configuration must be provided when/i, share: 97 },
    { words: /Network ?Configuration is not valid for the given .{0,3}networkMode/i, share: 97 },
    { words: /Fargate only supports network mode/i, share: 70 },
    {
      words: /(?:host ports and container ports in port mappings must match|not supported when networkMode)/i,
      share: 40,
    },
  ],
  settle: [
    {
      what: 'the network mode of the task definition',
      how: 'aws ecs describe-task-definition --task-definition FAMILY --query taskDefinition.networkMode',
    },
    {
      what: 'whether the call gives a network configuration',
      how: 'look at --network-configuration of the command, or NetworkConfiguration of the template',
    },
  ],
  find: findMode,
  tell: (facts) => ({ message: keepsFromStarting(facts.subject, what(facts)), fix: fixes(facts) }),
})

const give = {
  title: 'with network mode awsvpc, say where the task is to stand',
  text: 'aws ecs run-task … --network-configuration "awsvpcConfiguration={subnets=[SUBNET],securityGroups=[GROUP],assignPublicIp=DISABLED}"',
}
const network =
  'NetworkConfiguration:\n  AwsvpcConfiguration:\n    Subnets: [!Ref PrivateSubnet]\n    SecurityGroups: [!Ref TaskSecurityGroup]'

/** As a service has it, and the parameters of a schedule's target. */
function giveWritten(kind: string): { title: string; text: string } {
  const text = kind === 'service' ? network : `EcsParameters:\n  ${network.replaceAll('\n', '\n  ')}`
  return { title: give.title, text }
}

const omitWritten = {
  title: 'with another network mode, leave the network configuration out',
  text: '# without NetworkConfiguration\nLaunchType: EC2',
}
const omit = {
  title: 'with another network mode, leave the network configuration out',
  text: 'aws ecs run-task --cluster CLUSTER --task-definition FAMILY',
}
const useAwsvpc = {
  title: 'or give the task an interface of its own, which Fargate needs',
  text: 'NetworkMode: awsvpc',
}

function findMode(launch: EvaluatedLaunch): CauseAnswer {
  const { request, subject } = launch
  const { networkMode = 'bridge' } = request.definition
  const facts = { subject: subject.name, networkMode }
  const mode = definitionFact(launch, `the network mode is ${networkMode}`, 'networkMode')
  if (request.launchType === 'FARGATE' && networkMode !== 'awsvpc') {
    const why = [mode, requestFact(launch, 'the launch type is FARGATE')]
    return {
      found: [
        {
          facts: { ...facts, fargate: 'yes', kind: subject.kind },
          why,
          failure: { code: 'network-mode-invalid', facts: {} },
          part: 'networkMode',
        },
      ],
      open: [],
    }
  }
  const given = request.networkConfiguration !== undefined
  if (!given && subject.kind === 'task-definition') {
    return networkMode === 'awsvpc'
      ? { found: [], open: ['the network configuration that the task is started with'] }
      : { found: [], open: [], cleared: [mode] }
  }
  const call = requestFact(launch, `a network configuration is ${given ? '' : 'not '}given`)
  if (given === (networkMode === 'awsvpc')) return { found: [], open: [], cleared: [mode, call] }
  const code = given ? 'network-configuration-unwanted' : 'network-configuration-missing'
  const part = given
    ? 'networkConfiguration'
    : subject.kind === 'schedule'
      ? 'taskDefinitionArn'
      : 'taskDefinition'
  const written = { ...facts, given: given ? 'yes' : 'no', kind: subject.kind }
  return {
    found: [{ facts: written, why: [mode, call], part, failure: { code, facts: {} } }],
    open: [],
  }
}

function what({ networkMode, fargate }: CauseFacts): string {
  if (networkMode === undefined) {
    return 'its network configuration does not go with the network mode of the task definition'
  }
  if (fargate !== undefined) return `Fargate takes network mode awsvpc alone, and it is ${networkMode}`
  return networkMode === 'awsvpc'
    ? 'network mode awsvpc needs subnets, and no network configuration is given'
    : `network mode ${networkMode} takes no network configuration, and one is given`
}

function fixes({ networkMode, fargate, kind }: CauseFacts): { title: string; text: string }[] {
  const isWritten = kind === 'service' || kind === 'schedule'
  const stand = isWritten ? giveWritten(kind) : give
  if (fargate !== undefined) return [useAwsvpc, stand]
  if (networkMode === undefined) return [give, omit]
  if (networkMode === 'awsvpc') return [stand]
  return [isWritten ? omitWritten : omit, useAwsvpc]
}
