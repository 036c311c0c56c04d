import type { EvaluatedValue, Source, Unresolved } from '../../model/template.ts'

/** A place within a record's properties: keys and indexes from the outside in. */
export type RecordPath = readonly (string | number)[]

/** Evaluated properties by CloudFormation's names. */
export type RecordProperties = Readonly<Record<string, EvaluatedValue>>

/** One resource of a project in the neutral form that every kind of input is brought to. */
export interface WorldRecord {
  /** CloudFormation's name of the type, whatever the input was: `AWS::EC2::Subnet`. */
  readonly type: string
  /** Logical id, Terraform address, or the file's own name for it. */
  readonly id: string
  readonly region: string
  readonly account: string
  /** What references to it give: physical id, name, ARN. */
  readonly names: readonly string[]
  readonly properties: RecordProperties
  readonly source: Source
  /** Where the value at a path was written; undefined where the path leads nowhere. */
  readonly placeOf: (path: RecordPath) => Source | undefined
  /** Whether it is made after another resource, by what it says or refers to; undefined where that is not known. */
  readonly madeAfter?: (id: string) => boolean | undefined
  /** Set where the input says the region, which is otherwise taken from the rest of the project. */
  readonly isRegionSaid?: true
  /** Set where a macro may make something else of it, and of all that stands beside it. */
  readonly isRewritten?: true
  /** Set where it is not known whether it is made at all: a condition that could not be decided. */
  readonly conditional?: Unresolved
}

/** A place as facts name it: `template.yaml:31:7`; an API call has no lines, and stands under its name alone. */
export function placeText({ file, line, column }: Source): string {
  return line === 0 ? file : `${file}:${line}:${column}`
}
