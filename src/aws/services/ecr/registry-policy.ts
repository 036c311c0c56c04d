import { registries, registryKey } from '../../../model/ecr/tables.ts'
import type { View } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'

/** The registry's policy. Throws RegistryPolicyNotFoundException. */
export function registryPolicy(view: View): { readonly registryId: string; readonly policyText: string } {
  const policyText = view.get(registries, registryKey)?.policyText
  if (policyText !== undefined) return { registryId: view.account, policyText }
  const message = `Registry policy does not exist in the registry with id '${view.account}'`
  throw new Fault('RegistryPolicyNotFoundException', message)
}
