import type { ParameterRow, ParameterVersionRow } from '../../../model/ssm/parameter.ts'
import {
  parameterKey,
  parameters,
  parameterVersionKey,
  parameterVersions,
} from '../../../model/ssm/tables.ts'
import type { View } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import type { ParameterId } from './parameter-name.ts'

/** What was found for a name and selector. */
export type FoundParameter =
  | { readonly kind: 'found'; readonly parameter: ParameterRow; readonly version: ParameterVersionRow }
  /** `version`: the parameter is there, but not the version or label asked for. */
  | { readonly kind: 'missing'; readonly what: 'parameter' | 'version' }

/** A parameter and the version that is meant: the latest one where no version or label is named. */
export function findParameter(view: View, { name, selector }: ParameterId): FoundParameter {
  const parameter = view.get(parameters, parameterKey(name))
  if (!parameter) return { kind: 'missing', what: 'parameter' }
  const version = selected(view, parameter, selector)
  return version ? { kind: 'found', parameter, version } : { kind: 'missing', what: 'version' }
}

/** The parameter of a name. Throws ParameterNotFound. */
export function requireParameter(view: View, name: string): ParameterRow {
  const parameter = view.get(parameters, parameterKey(name))
  if (!parameter) throw parameterNotFound()
  return parameter
}

/** The latest version of a parameter. */
export function latestVersion(view: View, parameter: ParameterRow): ParameterVersionRow {
  const row = view.get(parameterVersions, parameterVersionKey(parameter.name, parameter.latestVersion))
  if (!row) throw new Error(`parameter ${parameter.name} has no version ${parameter.latestVersion}`)
  return row
}

/** The versions that are kept, the oldest first. */
export function keptVersions(view: View, parameter: ParameterRow): ParameterVersionRow[] {
  const kept: ParameterVersionRow[] = []
  for (let version = parameter.oldestVersion; version <= parameter.latestVersion; version += 1) {
    const row = view.get(parameterVersions, parameterVersionKey(parameter.name, version))
    if (row) kept.push(row)
  }
  return kept
}

/** AWS says nothing but the code. */
export function parameterNotFound(): Fault {
  return new Fault('ParameterNotFound', '')
}

/** Says that a parameter has no such version or label. */
export function versionNotFound(name: string, selector: string | number): Fault {
  const message = `Systems Manager could not find version ${selector} of ${name}. Verify the version and try again.`
  return new Fault('ParameterVersionNotFound', message)
}

function selected(
  view: View,
  parameter: ParameterRow,
  selector: string | undefined,
): ParameterVersionRow | undefined {
  if (selector === undefined) return latestVersion(view, parameter)
  if (/^\d+$/.test(selector))
    return view.get(parameterVersions, parameterVersionKey(parameter.name, Number(selector)))
  return keptVersions(view, parameter).find(({ labels }) => labels.includes(selector))
}
