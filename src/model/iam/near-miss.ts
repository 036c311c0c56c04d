import type { Mismatch, StatementPlace } from './access.ts'

/** One of the five parts of an ARN before the resource. */
export interface ArnPartDifference {
  readonly part: 'partition' | 'service' | 'region' | 'account'
  readonly wanted: string
  readonly given: string
}

/** How a resource pattern misses the resource of a request. `better` is a pattern that would fit. */
export type ResourceDifference =
  /** The action names no resource: only `*` covers it. */
  | { readonly kind: 'star-needed'; readonly better: '*' }
  /** The resource would fit, but region, account, service or partition differ. */
  | { readonly kind: 'arn-parts'; readonly parts: readonly ArnPartDifference[]; readonly better: string }
  /** A secret's ARN ends in six random characters; the pattern ends before them. */
  | { readonly kind: 'secret-suffix-missing'; readonly better: string }
  /** The pattern has a secret's random characters; the request names the secret without them. */
  | { readonly kind: 'secret-suffix-not-given' }
  /** `parameter//name`: the name's own slash was written after one more. */
  | { readonly kind: 'double-slash'; readonly better: string }
  /** `parametername`: a slash is missing. */
  | { readonly kind: 'missing-slash'; readonly better: string }
  | { readonly kind: 'letter-case'; readonly better: string }
  /** The pattern covers the beginning of the resource; `rest` follows, e.g. the objects in a bucket. */
  | { readonly kind: 'ends-early'; readonly rest: string; readonly better: string }
  /** The pattern covers what lies inside the resource, not the resource itself. */
  | { readonly kind: 'goes-further'; readonly rest: string; readonly better: string }
  /** They part at this place; both from the last part they share, `…:parameter/9900/*`. */
  | { readonly kind: 'diverges'; readonly wanted: string; readonly given: string; readonly better: string }

/** What keeps a permission from being there, and nearly is. Nearest first. */
export type NearMiss =
  /** The same permission, on a role that does not make this request. */
  | {
      readonly kind: 'other-holder'
      /** e.g. `task role`. */
      readonly holder: string
      readonly roleArn?: string
      readonly statement: StatementPlace
    }
  /** The action is written in a way that no action of the service is; `meant` is the nearest that exists. */
  | {
      readonly kind: 'misspelt-action'
      readonly written: string
      readonly meant: string
      readonly statement: StatementPlace
      readonly also: readonly Mismatch[]
    }
  /** `ssm:GetParameter` is allowed where `ssm:GetParameters` is needed, or the other way round. */
  | {
      readonly kind: 'singular-plural'
      readonly written: string
      readonly needed: string
      readonly statement: StatementPlace
      readonly also: readonly Mismatch[]
    }
  /** No action of the service is written so, and none is near. */
  | {
      readonly kind: 'unknown-action'
      readonly written: string
      readonly statement: StatementPlace
      readonly also: readonly Mismatch[]
    }
  | {
      readonly kind: 'resource'
      readonly pattern: string
      readonly given: string
      readonly difference: ResourceDifference
      readonly statement: StatementPlace
      readonly also: readonly Mismatch[]
    }
  | {
      /** `excluded`: by `NotAction` or `NotResource`. */
      readonly kind: 'condition' | 'principal' | 'excluded'
      readonly mismatch: Mismatch
      readonly statement: StatementPlace
      readonly also: readonly Mismatch[]
    }

/** Something that a policy names and AWS does not have. */
export interface CatalogueFinding {
  readonly kind: 'no-such-service' | 'no-such-action' | 'no-such-condition-key' | 'action-names-no-resource'
  /** Position of the statement in its policy, from 0. */
  readonly index: number
  readonly written: string
  /** What was probably meant. */
  readonly meant?: string
}
