import type {
  CapacityProvider,
  DescribeCapacityProvidersRequest,
  DescribeCapacityProvidersResponse,
  Failure,
} from '@aws-sdk/client-ecs'
import { capacityProviders } from '../../../model/ecs/tables.ts'
import { formatArn } from '../../../model/arn.ts'
import type { Operation } from '../../operation.ts'
import {
  capacityProviderNameOf,
  capacityProviderView,
  fargateProviders,
  fargateProviderView,
} from './find-capacity-provider.ts'
import { findCluster } from './find-cluster.ts'
import { pageOfItems } from './page-of.ts'

const DEFAULT_PAGE = 10

/** Describes capacity providers: FARGATE, FARGATE_SPOT and the account's own, or those named. */
export const describeCapacityProviders: Operation<
  DescribeCapacityProvidersRequest,
  DescribeCapacityProvidersResponse
> = (tx, request) => {
  const withTags = request.include?.includes('TAGS') ?? false
  const known = new Map<string, CapacityProvider>()
  for (const name of fargateProviders) known.set(name, fargateProviderView(tx, name))
  for (const row of tx.all(capacityProviders)) known.set(row.name, capacityProviderView(row, withTags))
  const associated = request.cluster ? findCluster(tx, request.cluster).capacityProviders : undefined
  const wanted = request.capacityProviders?.map(capacityProviderNameOf) ?? associated
  const found: CapacityProvider[] = []
  const failures: Failure[] = []
  for (const name of wanted ?? known.keys()) {
    const provider = known.get(name)
    if (provider) found.push(provider)
    else
      failures.push({
        arn: formatArn('ecs', tx.region, tx.account, `capacity-provider/${name}`),
        reason: 'MISSING',
      })
  }
  const active = wanted ? found : found.filter(({ status }) => status === 'ACTIVE')
  const page = pageOfItems(active, ({ name = '' }) => name, request, DEFAULT_PAGE)
  return { capacityProviders: page.items, failures, nextToken: page.nextToken }
}
