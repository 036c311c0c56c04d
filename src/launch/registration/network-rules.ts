import type { AwsVpcConfiguration, LaunchType } from '@aws-sdk/client-ecs'
import { refusing, verified, type Refusal, type Rule } from './refusal.ts'

const refused = refusing('InvalidParameterException')
const MAX_SUBNETS = 16
const MAX_SECURITY_GROUPS = 5
const part = 'networkConfiguration'

/** What the network configuration of a task or service is checked against. */
export interface NetworkQuestion {
  readonly configuration: AwsVpcConfiguration | undefined
  readonly networkMode: string | undefined
  /** May throw `NotKnown`. */
  readonly launchType: () => LaunchType
}

/** A network configuration against the network mode and launch type of what it is for (spec ERRORS A-20). */
export function networkRules(ask: () => NetworkQuestion): readonly Rule[] {
  return [
    () => modeRefusal(ask()),
    () => sizeRefusals(ask()),
    () => {
      const { configuration, networkMode, launchType } = ask()
      if (networkMode !== 'awsvpc' || configuration?.assignPublicIp !== 'ENABLED') return undefined
      if (launchType() !== 'EC2') return undefined
      return refused('public-ip', part, 'Assign public IP is not supported for this launch type.', verified)
    },
  ]
}

/** Subnets and security groups of one interface are of one VPC (https://github.com/aws/aws-dotnet-deploy/pull/735). */
export function* vpcRefusals(
  configuration: AwsVpcConfiguration | undefined,
  vpcOf: (id: string) => string | undefined,
): Generator<Refusal> {
  const vpcs = (configuration?.subnets ?? []).map(vpcOf)
  for (const group of configuration?.securityGroups ?? []) {
    const vpc = vpcOf(group)
    if (vpc === undefined || vpcs.every((one) => one === undefined || one === vpc)) continue
    const text = `Security group ${group} does not appear to belong to the same VPC as the input subnets.`
    yield refused('security-group-vpc', part, text, verified)
  }
}

function modeRefusal({ configuration, networkMode }: NetworkQuestion): Refusal | undefined {
  if (networkMode === 'awsvpc' && !configuration) {
    const text = "Network Configuration must be provided when networkMode 'awsvpc' is specified."
    return refused('network-configuration', part, text, verified)
  }
  if (networkMode === 'awsvpc' || !configuration) return undefined
  const text = 'Network Configuration is not valid for the given networkMode of this task definition.'
  return refused('network-configuration', part, text, verified)
}

function* sizeRefusals({ configuration, networkMode }: NetworkQuestion): Generator<Refusal> {
  if (networkMode !== 'awsvpc' || !configuration) return
  const { subnets = [], securityGroups = [] } = configuration
  if (subnets.length === 0) yield refused('subnets', part, 'subnets can not be empty.')
  if (subnets.length > MAX_SUBNETS)
    yield refused('subnets', part, `subnets can have at most ${MAX_SUBNETS} items.`)
  if (securityGroups.length > MAX_SECURITY_GROUPS) {
    yield refused('security-groups', part, `securityGroups can have at most ${MAX_SECURITY_GROUPS} items.`)
  }
}
