import type { FoundThings } from './found-things.ts'
import type { LiveAccount } from './live-account.ts'
import type { Reference } from './references-of.ts'

/** A target group with the load balancers that send requests to it, and their listeners. */
export async function readTargetGroup(
  account: LiveAccount,
  { name: arn, region }: Reference,
  found: FoundThings,
): Promise<void> {
  const balancing = await account.client('elasticloadbalancing', region)
  const short = arn.replace(/^.*:targetgroup\//, '')
  const answer = await account.ask(
    'elasticloadbalancing:DescribeTargetGroups',
    short,
    async () => await balancing.describeTargetGroups({ TargetGroupArns: [arn] }),
  )
  const group = found.settle(answer, ['target group', arn])?.TargetGroups?.[0]
  if (!group) return
  const { LoadBalancerArns = [], TargetGroupArn = arn, TargetGroupName: Name, Matcher, ...rest } = group
  found.add({
    type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
    region,
    account: account.account,
    names: [TargetGroupArn],
    source: answer.source,
    properties: { Name, Matcher, LoadBalancerArns, ...rest },
  })
  await Promise.all(
    LoadBalancerArns.map(
      async (one) =>
        await account.once(
          `load balancer ${one}`,
          async () => await readLoadBalancer(account, one, region, found),
        ),
    ),
  )
}

async function readLoadBalancer(
  account: LiveAccount,
  arn: string,
  region: string,
  found: FoundThings,
): Promise<void> {
  const balancing = await account.client('elasticloadbalancing', region)
  const short = arn.replace(/^.*:loadbalancer\//, '')
  const common = { region, account: account.account }
  const [balancer, listeners] = await Promise.all([
    account.ask(
      'elasticloadbalancing:DescribeLoadBalancers',
      short,
      async () => await balancing.describeLoadBalancers({ LoadBalancerArns: [arn] }),
    ),
    account.list('elasticloadbalancing:DescribeListeners', short, async (Marker) => {
      const page = await balancing.describeListeners({ LoadBalancerArn: arn, Marker })
      return { items: page.Listeners, next: page.NextMarker }
    }),
  ])
  const told = found.settle(balancer, ['load balancer', arn])?.LoadBalancers?.[0]
  if (told) {
    const { LoadBalancerName: Name, Type, Scheme, SecurityGroups, AvailabilityZones = [] } = told
    found.add({
      ...common,
      type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      names: [arn],
      source: balancer.source,
      properties: {
        Name,
        Type,
        Scheme,
        SecurityGroups,
        Subnets: AvailabilityZones.map(({ SubnetId }) => SubnetId),
      },
    })
  }
  if (listeners.kind !== 'answer') return
  for (const { ListenerArn = '', Port, Protocol, DefaultActions } of listeners.value) {
    found.add({
      ...common,
      type: 'AWS::ElasticLoadBalancingV2::Listener',
      names: [ListenerArn],
      source: listeners.source,
      properties: { LoadBalancerArn: arn, Port, Protocol, DefaultActions },
    })
  }
}
