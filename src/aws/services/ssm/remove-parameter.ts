import type { ParameterRow } from '../../../model/ssm/parameter.ts'
import {
  parameterKey,
  parameters,
  parameterVersionKey,
  parameterVersions,
} from '../../../model/ssm/tables.ts'
import type { Transaction } from '../../../model/state.ts'

/** Takes a parameter away with all its versions. */
export function removeParameter(tx: Transaction, { name, oldestVersion, latestVersion }: ParameterRow): void {
  for (let version = oldestVersion; version <= latestVersion; version += 1) {
    tx.delete(parameterVersions, parameterVersionKey(name, version))
  }
  tx.delete(parameters, parameterKey(name))
}
