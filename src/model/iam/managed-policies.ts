import { readFileSync } from 'node:fs'
import { assetUrl } from '../asset.ts'

/** A policy that AWS itself keeps, `arn:aws:iam::aws:policy/…`. */
export interface AwsManagedPolicy {
  readonly policyName: string
  readonly arn: string
  readonly path: string
  readonly defaultVersionId: string
  readonly createdAtMs: number
  readonly updatedAtMs: number
  /** The default version, a JSON text. Undefined for policies that are known here by name only. */
  readonly document: string | undefined
}

/** A line of the data file, which `tools/managed-policies.ts` makes. */
type Line = readonly [
  policyName: string,
  path: string,
  defaultVersionId: string,
  created: string,
  updated: string,
  document?: unknown,
]

let loaded: ReadonlyMap<string, AwsManagedPolicy> | undefined

/** Every policy that AWS manages, by ARN. The file is read at the first call. */
export function awsManagedPolicies(): ReadonlyMap<string, AwsManagedPolicy> {
  loaded ??= new Map(readPolicies().map((policy) => [policy.arn, policy]))
  return loaded
}

function readPolicies(): AwsManagedPolicy[] {
  const text = readFileSync(assetUrl('model/iam/managed-policies.jsonl'), 'utf8')
  // The first line names the source.
  return text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => policyOf(JSON.parse(line) as Line))
}

function policyOf([policyName, path, defaultVersionId, created, updated, document]: Line): AwsManagedPolicy {
  return {
    policyName,
    arn: `arn:aws:iam::aws:policy${path}${policyName}`,
    path,
    defaultVersionId,
    createdAtMs: Date.parse(created),
    updatedAtMs: Date.parse(updated),
    document: document === undefined ? undefined : JSON.stringify(document),
  }
}
