import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs'
import { expect } from 'vitest'
import { accountImages } from '../../src/aws/account-images.ts'
import type { AccountLaunchOptions } from '../../src/aws/account-launches.ts'
import type { EvaluatedLaunch } from '../../src/launch/evaluated-launch.ts'
import { place, type Cluster } from './cluster.ts'

type Containers = NonNullable<RegisterTaskDefinitionCommandInput['containerDefinitions']>

/** An image of the account's own registry. */
export const image = `${place.account}.dkr.ecr.${place.region}.amazonaws.com/app:1`

/** The ARN of something of the account. */
export const arnOf = (service: string, resource: string): string =>
  `arn:aws:${service}:${place.region}:${place.account}:${resource}`

/** RunTask's and CreateService's parameters for these subnets, with a public address. */
export const within = (...subnets: string[]): object => ({
  networkConfiguration: { awsvpcConfiguration: { subnets, assignPublicIp: 'ENABLED' } },
})

/** What tests of launches do to an account. */
export class LaunchingAccount {
  private readonly cluster: Cluster

  constructor(cluster: Cluster) {
    this.cluster = cluster
  }

  async call<Answer>(service: string, operation: string, input: object): Promise<Answer> {
    return (await this.cluster.invoke(service, operation, input)) as Answer
  }

  /** A task of one container, started with a role that may do only this. */
  async launch(
    container: Partial<Containers[number]>,
    may: readonly string[] = [],
    change: object = {},
  ): Promise<string> {
    const executionRoleArn = await this.cluster.role('launcher')
    if (may.length > 0) await this.cluster.allow('launcher', may)
    const containerDefinitions = [{ name: 'app', image: 'app', ...container }]
    return await this.cluster.run(
      await this.cluster.register({ executionRoleArn, containerDefinitions }),
      change,
    )
  }

  async reasonOf(arn: string): Promise<string | undefined> {
    const { stopCode, stoppedReason } = await this.cluster.untilStatus(arn, 'STOPPED')
    expect(stopCode).toBe('TaskFailedToStart')
    return stoppedReason
  }

  /** A VPC with a subnet that leads nowhere, and one that leads to the internet. */
  async network(): Promise<{ vpc: string; open: string; closed: string }> {
    const made = await this.call<{ Vpc: { VpcId: string } }>('ec2', 'CreateVpc', { CidrBlock: '10.9.0.0/16' })
    const vpc = made.Vpc.VpcId
    const subnet = async (block: string, zone: string): Promise<string> => {
      const input = { VpcId: vpc, CidrBlock: block, AvailabilityZone: `${place.region}${zone}` }
      return (await this.call<{ Subnet: { SubnetId: string } }>('ec2', 'CreateSubnet', input)).Subnet.SubnetId
    }
    const [open, closed] = [await subnet('10.9.1.0/24', 'a'), await subnet('10.9.2.0/24', 'b')]
    await this.cluster.routeToInternet(vpc)
    const { RouteTable: table } = await this.call<{ RouteTable: { RouteTableId: string } }>(
      'ec2',
      'CreateRouteTable',
      { VpcId: vpc },
    )
    await this.call('ec2', 'AssociateRouteTable', { RouteTableId: table.RouteTableId, SubnetId: closed })
    return { vpc, open, closed }
  }

  /** For the evaluation of launches. */
  options(): AccountLaunchOptions {
    const images = accountImages(this.cluster.store.view(place), true)
    return { objects: new Map(), images, now: this.cluster.now() }
  }
}

/** `step subnet trouble` */
export function troublesOf({ steps }: EvaluatedLaunch): string[] {
  return steps.flatMap(({ step, inSubnets }) =>
    inSubnets.flatMap(({ subnetId, troubles }) =>
      troubles.map(({ failure }) => [step.id, subnetId ?? '-', failure.code].join(' ')),
    ),
  )
}
