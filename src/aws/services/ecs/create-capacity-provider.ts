import type {
  AutoScalingGroupProvider,
  CreateCapacityProviderRequest,
  CreateCapacityProviderResponse,
} from '@aws-sdk/client-ecs'
import { isResourceName } from '../../../launch/registration/names.ts'
import { formatArn, parseArn } from '../../../model/arn.ts'
import type { CapacityProviderRow } from '../../../model/ecs/capacity-provider.ts'
import { capacityProviders } from '../../../model/ecs/tables.ts'
import type { Operation } from '../../operation.ts'
import { completeAutoScalingGroup } from './auto-scaling-group.ts'
import { checkTags } from './check-tags.ts'
import { invalidParameter, notImplemented } from './errors.ts'
import { capacityProviderView, lookUpCapacityProvider } from './find-capacity-provider.ts'

/** Creates a capacity provider over an Auto Scaling group. The group is taken as given: there is no EC2 Auto Scaling here. */
export const createCapacityProvider: Operation<
  CreateCapacityProviderRequest,
  CreateCapacityProviderResponse
> = (tx, request) => {
  const { name = '', autoScalingGroupProvider, managedInstancesProvider } = request
  if (managedInstancesProvider) throw notImplemented('The ECS Managed Instances capacity provider')
  if (!isResourceName(name) || /^(?:aws|ecs|fargate)/i.test(name)) {
    throw invalidParameter(
      'The specified capacity provider name is invalid. Up to 255 characters are allowed, which include letters (upper and lowercase), numbers, underscores, and hyphens. The name cannot be prefixed with "aws", "ecs", or "fargate". Specify a valid name and try again.',
    )
  }
  const tags = checkTags(request.tags)
  if (!autoScalingGroupProvider) {
    throw invalidParameter(
      'You must specify an Auto Scaling group provider when you create a capacity provider.',
    )
  }
  if (lookUpCapacityProvider(tx, name)) {
    throw invalidParameter(
      'The specified capacity provider already exists. To change the configuration of an existing capacity provider, update the capacity provider.',
    )
  }
  checkGroupArn(autoScalingGroupProvider)
  const row: CapacityProviderRow = {
    capacityProviderArn: formatArn('ecs', tx.region, tx.account, `capacity-provider/${name}`),
    name,
    status: 'ACTIVE',
    autoScalingGroupProvider: completeAutoScalingGroup(autoScalingGroupProvider),
    updateStatus: 'CREATE_COMPLETE',
    tags,
  }
  tx.put(capacityProviders, name, row)
  return { capacityProvider: capacityProviderView(row, true) }
}

function checkGroupArn({ autoScalingGroupArn = '' }: AutoScalingGroupProvider): void {
  const service = parseArn(autoScalingGroupArn)?.service
  if (service !== 'autoscaling') {
    throw invalidParameter(
      'The specified Auto Scaling group ARN is invalid. Specify a valid ARN and try again.',
    )
  }
}
