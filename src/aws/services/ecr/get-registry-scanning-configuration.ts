import type {
  GetRegistryScanningConfigurationRequest,
  GetRegistryScanningConfigurationResponse,
} from '@aws-sdk/client-ecr'
import type { Operation } from '../../operation.ts'

/** The scanning configuration that every registry begins with: changing it is refused here. */
export const getRegistryScanningConfiguration: Operation<
  GetRegistryScanningConfigurationRequest,
  GetRegistryScanningConfigurationResponse
> = (tx) => ({ registryId: tx.account, scanningConfiguration: { scanType: 'BASIC', rules: [] } })
