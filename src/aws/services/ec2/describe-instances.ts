import type { DescribeInstancesRequest, DescribeInstancesResult } from '@aws-sdk/client-ec2'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'

/** Describes instances: there are none, and none can be started here. */
export const describeInstances: Operation<DescribeInstancesRequest, DescribeInstancesResult> = (
  _,
  request,
) => {
  const ids = request.InstanceIds ?? []
  const [first] = ids
  if (first === undefined) return { Reservations: [] }
  const [words, named] = ids.length === 1 ? ['instance ID', 'does'] : ['instance IDs', 'do']
  throw new Fault('InvalidInstanceID.NotFound', `The ${words} '${ids.join(', ')}' ${named} not exist`)
}
