import type { Service } from '../../operation.ts'
import { listClusters } from './list-clusters.ts'

/** Amazon Elastic Container Service. */
export const ecs: Service = {
  model: 'ecs',
  operations: { ListClusters: listClusters },
}
