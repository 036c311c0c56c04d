import type { DescribeRegistryRequest, DescribeRegistryResponse } from '@aws-sdk/client-ecr'
import type { Operation } from '../../operation.ts'

/** Describes the caller's registry. It replicates nothing: setting replication is refused here. */
export const describeRegistry: Operation<DescribeRegistryRequest, DescribeRegistryResponse> = (tx) => ({
  registryId: tx.account,
  replicationConfiguration: { rules: [] },
})
