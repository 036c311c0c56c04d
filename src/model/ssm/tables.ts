import { regionTable } from '../state.ts'
import type { ParameterRow, ParameterVersionRow } from './parameter.ts'

/** Parameters by `parameterKey` of their name. */
export const parameters = regionTable<ParameterRow>('ssm.parameters')

/** Versions by `parameterVersionKey`. */
export const parameterVersions = regionTable<ParameterVersionRow>('ssm.parameterVersions')

/**
 * Under what a parameter is kept. At the root `name` and `/name` have one ARN and are one parameter; deeper in the
 * hierarchy the leading slash belongs to the name.
 */
export function parameterKey(name: string): string {
  return name.startsWith('/') && !name.includes('/', 1) ? name.slice(1) : name
}

/** Under what one version of a parameter is kept. */
export function parameterVersionKey(name: string, version: number): string {
  return `${parameterKey(name)}:${version}`
}
