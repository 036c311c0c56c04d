import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { askedService } from '../../launch/registration/service-rules.ts'
import { ifKnown } from '../../launch/registration/unsettled.ts'
import type { CheckFinding } from '../check-report.ts'
import { requestFact } from '../definition-fact.ts'

/**
 * A service whose subnets have fewer addresses left than its tasks need: each task has an interface with an address of
 * its own, and while a deployment lasts there are more tasks than desired. Nothing is said where a subnet is not known.
 */
export function addressFindings(launch: EvaluatedLaunch): CheckFinding[] {
  const service = launch.asked && askedService(launch.asked)?.service
  return (service && ifKnown(() => findingsOf(launch, service))) ?? []
}

type AskedServiceRequest = NonNullable<ReturnType<typeof askedService>>['service']

function findingsOf(launch: EvaluatedLaunch, service: AskedServiceRequest): CheckFinding[] {
  const { desiredCount, deploymentConfiguration = {}, schedulingStrategy = 'REPLICA' } = service
  if (desiredCount === undefined || schedulingStrategy !== 'REPLICA') return []
  const left = addressesLeft(launch)
  if (left === undefined) return []
  const { maximumPercent = 200 } = deploymentConfiguration
  const most = Math.floor((desiredCount * maximumPercent) / 100)
  if (left.count >= most) return []
  const isFull = left.count < desiredCount
  const { name } = launch.subject
  const place = launch.placeOf?.('networkConfiguration')
  return [
    {
      code: 'subnet-addresses-too-few',
      severity: isFull ? 'error' : 'warning',
      subject: name,
      message: isFull
        ? `service \`${name}\` cannot reach its desired count: its subnets have ${left.count} addresses left for ${desiredCount} tasks`
        : `a deployment of service \`${name}\` may run out of addresses: its subnets have ${left.count} left, and up to ${most} tasks run while it lasts`,
      ...(place === undefined ? {} : { place }),
      why: [
        ...left.facts,
        requestFact(
          launch,
          `desiredCount is ${desiredCount}, and maximumPercent is ${maximumPercent}: at most ${most} tasks`,
        ),
      ],
      fix: [
        { title: 'give the service larger subnets, or more of them', text: 'CidrBlock: 10.0.0.0/24' },
        {
          title: 'or let fewer tasks run while a deployment lasts',
          text: 'DeploymentConfiguration:\n  MinimumHealthyPercent: 50\n  MaximumPercent: 100',
        },
      ],
    },
  ]
}

/** What all subnets of the launch have left together; undefined where one is not known or the task has no interface. */
function addressesLeft({ request, world }: EvaluatedLaunch): Left | undefined {
  const subnetIds = [...new Set(request.networkConfiguration?.subnets ?? [])]
  if (subnetIds.length === 0 || request.definition.networkMode !== 'awsvpc') return undefined
  const facts: CheckFinding['why'][number][] = []
  let count = 0
  for (const subnetId of subnetIds) {
    const subnet = world.subnet(request.region, subnetId)
    if (!subnet.known || subnet.absent) return undefined
    const { freeAddresses } = subnet.value
    count += freeAddresses
    const fact = `subnet ${subnetId} has ${freeAddresses} addresses left`
    facts.push(subnet.source === undefined ? { fact } : { fact, source: subnet.source })
  }
  return { count, facts }
}

interface Left {
  readonly count: number
  readonly facts: CheckFinding['why']
}
