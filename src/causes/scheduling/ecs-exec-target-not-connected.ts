import type { EffectiveContainer } from '../../launch/effective-task.ts'
import { awsDestination } from '../../launch/endpoints.ts'
import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { Evidence } from '../../model/verdict.ts'
import { defineCause, type CauseAnswer, type CauseFacts, type Found } from '../cause.ts'
import { definitionFact } from '../definition-fact.ts'
import { execAgent, targetNotConnected, whereExecIsOn } from './exec-not-connected.ts'

/** The agent of ECS Exec does not run, or does not reach Systems Manager. */
export const ecsExecTargetNotConnected = defineCause({
  code: 'ecs-exec-target-not-connected',
  group: 'L',
  summary: 'the agent of ECS Exec in the task does not run or has no connection',
  rationale:
    'ECS Exec works once the agent in the task has started and is connected to Systems Manager. Some seconds pass before that; a file system that is read-only keeps the agent from starting; old versions on EC2 instances had faults; and without a route to `ssmmessages` it never connects, which a task in a private subnet may lack though all else works.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
  severity: 'warning',
  signs: [
    { failure: 'exec-target-not-connected', share: 26 },
    { failure: 'exec-not-enabled', share: 10 },
    {
      words:
        /^(?=.*(?:TargetNotConnected|execute[- ]command|ECS Exec))(?=.*\b(?:agent version|ecs[- ]agent|ssm[- ]agent|amazon-ssm-agent))/i,
      share: 62,
    },
    {
      words: /^(?=.*(?:TargetNotConnected|execute[- ]command|ECS Exec))(?=.*readonlyRootFilesystem)/i,
      share: 70,
    },
    { words: /ExecuteCommandAgent\W.{0,80}\bPENDING/i, share: 66 },
    { words: /ExecuteCommandAgent\W.{0,80}\bSTOPPED/i, share: 45 },
    { words: targetNotConnected, share: 26 },
    { words: /execute command agent isn't running/i, share: 10 },
  ],
  settle: [
    execAgent,
    {
      what: 'whether the task reaches ssmmessages',
      how: 'aws ec2 describe-vpc-endpoints --filters Name=service-name,Values=com.amazonaws.REGION.ssmmessages, or a NAT gateway in the route of its subnet',
    },
    {
      what: 'the version of the agent on the instance',
      how: 'aws ecs describe-container-instances --cluster CLUSTER --container-instances INSTANCE --query "containerInstances[].versionInfo"',
    },
  ],
  find: (launch) => whereExecIsOn(launch, () => answerFor(launch)),
  tell: (facts) => ({
    message: message(facts),
    fix: [
      ...(facts.container === undefined
        ? []
        : [
            {
              title: 'let the root file system be written to',
              text: `ContainerDefinitions:\n  - Name: ${facts.container}\n    ReadonlyRootFilesystem: false`,
            },
          ]),
      {
        title: 'start a new task, and wait until its agent is RUNNING',
        text: 'aws ecs update-service --cluster CLUSTER --service SERVICE --force-new-deployment\naws ecs describe-tasks --cluster CLUSTER --tasks TASK --query "tasks[].containers[].managedAgents[]"',
      },
      {
        title: 'in a subnet without a way out, make an endpoint for the channel',
        text: 'Type: AWS::EC2::VPCEndpoint\nProperties:\n  VpcEndpointType: Interface\n  ServiceName: !Sub com.amazonaws.${AWS::Region}.ssmmessages\n  VpcId: !Ref Vpc\n  SubnetIds: [!Ref PrivateSubnet]\n  SecurityGroupIds: [!Ref EndpointSecurityGroup]\n  PrivateDnsEnabled: true',
      },
      {
        title: 'on EC2, update the agent of the instance',
        text: 'aws ecs update-container-agent --cluster CLUSTER --container-instance INSTANCE',
      },
    ],
  }),
})

function message({ subject, container, subnets }: CauseFacts): string {
  if (subject === undefined) return 'the agent of ECS Exec in the task does not run or is not connected'
  const whose = `ECS Exec will not work for \`${subject}\``
  if (container !== undefined)
    return `${whose}: the root file system of container \`${container}\` is read-only`
  return `${whose}${subnets === undefined ? '' : ` in ${subnets}`}: its tasks do not reach ssmmessages`
}

/** Whether the agent runs once the task has started, and for how long, no launch says. */
function answerFor(launch: EvaluatedLaunch): CauseAnswer {
  const path = pathToChannel(launch)
  const found = [...readOnly(launch), ...path.found]
  return found.length > 0
    ? { found, open: [] }
    : { found, open: [...path.open, 'whether the agent of ECS Exec runs in the task'] }
}

/** The agent writes to the container's own file system: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html */
function readOnly(launch: EvaluatedLaunch): readonly Found[] {
  const needed = launch.task.containers.filter(({ essential }) => essential)
  if (!needed.every(isReadOnly)) return []
  return needed.map(({ name }) => {
    const part = `container/${name}/readonlyRootFilesystem`
    return {
      facts: { subject: launch.subject.name, container: name },
      why: [definitionFact(launch, `readonlyRootFilesystem of ${name} is true`, part)],
      part,
    }
  })
}

/** Where the agent keeps its state and its log: a volume there lets it write all the same. */
const agentFolder = /^\/var\/(?:lib|log)\/amazon\b/

function isReadOnly({ definition }: EffectiveContainer): boolean {
  const mounted = definition.mountPoints ?? []
  return (
    definition.readonlyRootFilesystem === true &&
    !mounted.some(
      ({ containerPath = '', readOnly: isFixed }) => isFixed !== true && agentFolder.test(containerPath),
    )
  )
}

function pathToChannel({ request, subject, worldsIn }: EvaluatedLaunch): CauseAnswer {
  const destination = awsDestination('ssmmessages', request.region)
  const open: string[] = []
  const blocked: string[] = []
  const why: Evidence[] = []
  for (const [subnetId, world] of worldsIn) {
    const answer = world.canReach(destination)
    if (answer.kind === 'unknown') open.push(answer.settledBy)
    if (answer.kind !== 'unreachable') continue
    blocked.push(subnetId)
    why.push(...(answer.evidence ?? []))
  }
  if (blocked.length === 0) return { found: [], open: [...new Set(open)] }
  const subnets = blocked.length < worldsIn.size ? blocked.join(', ') : undefined
  const facts = { subject: subject.name, subnets }
  const evidence = [{ fact: `no way from ${blocked.join(', ')} to ${destination.host}` }, ...why]
  return { found: [{ facts, why: evidence, part: 'networkConfiguration' }], open: [] }
}
