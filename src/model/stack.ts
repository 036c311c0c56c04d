import { regionTable } from './state.ts'

/** A value as JSON has it. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue }

/** A stack that was applied to the account. Writer of every field: the provisioning of templates. */
export interface StackRow {
  readonly stackName: string
  /** `arn:aws:cloudformation:REGION:ACCOUNT:stack/NAME/UUID` */
  readonly stackId: string
  readonly status: 'APPLYING' | 'COMPLETE' | 'FAILED' | 'REMOVING'
  readonly createdAtMs: number
  readonly updatedAtMs: number
  /** Hexadecimal. Secret values are kept as keyed hashes only, so that a change of them can still be seen. */
  readonly hashKey: string
  /** The sequence number of the resource that is made next. */
  readonly nextSequence: number
  readonly outputs: Readonly<Record<string, StackOutput>>
}

/** The value of one output, and the name under which other stacks of the region import it. */
export interface StackOutput {
  readonly value: string
  readonly exportName?: string
  /** Part of the value is a secret, and is not in `value`. */
  readonly secret: boolean
}

/**
 * One resource of a stack. `making` was begun and may be half done where `physicalId` is there; `leaving` is no
 * longer wanted, and is removed when the rest of the template is applied.
 */
export interface StackResourceRow {
  readonly stackName: string
  readonly logicalId: string
  readonly type: string
  readonly state: 'making' | 'made' | 'leaving'
  /** What Ref returns. */
  readonly physicalId?: string
  /** The name that was made up for it, where the template gives none. */
  readonly generatedName?: string
  /** Tells a call that is repeated after an interruption from one that asks for another resource. */
  readonly token: string
  readonly region: string
  /** As evaluated; secret values are hashes. */
  readonly properties: Readonly<Record<string, JsonValue>>
  /** What Fn::GetAtt returns, without those that are secret. */
  readonly attributes: Readonly<Record<string, JsonValue>>
  /** Logical ids that it needs. It is removed before them. */
  readonly needs: readonly string[]
  readonly deletionPolicy: string
  readonly updateReplacePolicy: string
  /** Resources are made in the order of these numbers. */
  readonly sequence: number
}

/** Stacks by name. */
export const stacks = regionTable<StackRow>('provision.stacks')

/** Resources by `stack logicalId`, those that are leaving by `stack logicalId physicalId`. */
export const stackResources = regionTable<StackResourceRow, 'stack'>('provision.resources', {
  stack: (row) => row.stackName,
})
