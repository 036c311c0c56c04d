import type {
  PutImageScanningConfigurationRequest,
  PutImageScanningConfigurationResponse,
} from '@aws-sdk/client-ecr'
import { repositories } from '../../../model/ecr/tables.ts'
import type { Operation } from '../../operation.ts'
import { findRepository } from './find-repository.ts'
import { policyOwner } from './repository-policy.ts'

/** Says whether images should be scanned when they are pushed. It is kept and told; nothing is scanned here. */
export const putImageScanningConfiguration: Operation<
  PutImageScanningConfigurationRequest,
  PutImageScanningConfigurationResponse
> = (tx, request) => {
  const found = findRepository(tx, request)
  const { registry, repository } = found
  const scanOnPush = request.imageScanningConfiguration?.scanOnPush ?? false
  registry.put(repositories, repository.repositoryName, { ...repository, scanOnPush })
  return { ...policyOwner(found), imageScanningConfiguration: { scanOnPush } }
}
