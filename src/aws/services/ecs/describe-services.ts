import type { DescribeServicesRequest, DescribeServicesResponse, Failure, Service } from '@aws-sdk/client-ecs'
import { services } from '../../../model/ecs/tables.ts'
import type { Operation } from '../../operation.ts'
import { invalidParameter } from './errors.ts'
import { findCluster } from './find-cluster.ts'
import { readServiceArn } from './find-service.ts'
import { serviceView } from './service-view.ts'

const MAX_SERVICES = 10

/** Describes services by name or ARN; those that do not exist are failures, not errors. */
export const describeServices: Operation<DescribeServicesRequest, DescribeServicesResponse> = (
  tx,
  request,
) => {
  const cluster = findCluster(tx, request.cluster)
  const wanted = request.services ?? []
  if (wanted.length === 0) throw invalidParameter('Services cannot be empty.')
  if (wanted.length > MAX_SERVICES) throw invalidParameter(`services can have at most ${MAX_SERVICES} items.`)
  const withTags = request.include?.includes('TAGS') ?? false
  const found: Service[] = []
  const failures: Failure[] = []
  for (const serviceArn of new Set(wanted.map((service) => readServiceArn(cluster, service)))) {
    const row = tx.get(services, serviceArn)
    if (row) found.push(serviceView(tx, row, withTags))
    else failures.push({ arn: serviceArn, reason: 'MISSING' })
  }
  return { services: found, failures }
}
