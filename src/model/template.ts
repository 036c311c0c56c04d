/**
 * CloudFormation templates as they were written: every value knows where it stands, nothing is resolved yet.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/template-anatomy.html
 */

/** A place in a file. Lines and columns count from 1; a column is a UTF-16 unit, as editors count. */
export interface Source {
  readonly file: string
  readonly line: number
  readonly column: number
  /** The column after the last character, where the value ends on the line it begins on. */
  readonly endColumn?: number
}

/** A value with the place it was read from. */
export interface Sourced<T> {
  readonly value: T
  readonly source: Source
}

/** A value that CloudFormation would hand to a service, with what is not known left in as `Unresolved`. */
export type EvaluatedValue =
  | string
  | number
  | boolean
  | null
  | Unresolved
  | readonly EvaluatedValue[]
  | { readonly [key: string]: EvaluatedValue }

/** A resource that a value comes from, e.g. `{ logicalId: 'TaskRole', attribute: 'Arn' }`; Ref has no attribute. */
export interface ResourceReference {
  readonly logicalId: string
  readonly attribute?: string
}

/** What is known about a value that could not be resolved. */
export interface UnresolvedDetail {
  /** Why it is not known, one line without a full stop. */
  readonly reason: string
  /** What would settle it. */
  readonly settledBy: string
  readonly source?: Source
  /** Set where the value is what one resource returns. */
  readonly reference?: ResourceReference
  /** Set where it is what the parameter of this name will be given. */
  readonly parameter?: string
  /** Set where the value is text of which parts are known, in order. */
  readonly parts?: readonly (string | Unresolved)[]
  /** Set where a condition that is not decided chooses between values: it may be what another value of the template is. */
  readonly isChoice?: true
}

/** A value that is not known. It is never read as empty, and never as any value in particular. */
export class Unresolved implements UnresolvedDetail {
  readonly reason: string
  readonly settledBy: string
  readonly source?: Source
  readonly reference?: ResourceReference
  readonly parameter?: string
  readonly parts?: readonly (string | Unresolved)[]
  readonly isChoice?: true

  constructor(detail: UnresolvedDetail) {
    this.reason = detail.reason
    this.settledBy = detail.settledBy
    if (detail.source) this.source = detail.source
    if (detail.reference) this.reference = detail.reference
    if (detail.parameter !== undefined) this.parameter = detail.parameter
    if (detail.parts) this.parts = detail.parts
    if (detail.isChoice) this.isChoice = true
  }
}

/** Text, a number, true, false or null, as CloudFormation reads it. */
export interface ScalarValue {
  readonly kind: 'scalar'
  readonly value: string | number | boolean | null
  /** As it was written, so that `0123` or `1.10` can still be read as text. */
  readonly text: string
  /** Where `text` begins, if each of its lines stands in the file as it is, at this column. */
  readonly textStart?: TextStart
  readonly source: Source
}

/** Where the first character of a text stands; its further lines begin at the same column. */
export interface TextStart {
  readonly line: number
  readonly column: number
}

/** A list. */
export interface ListValue {
  readonly kind: 'list'
  readonly items: readonly TemplateValue[]
  readonly source: Source
}

/** One key of a map. */
export interface MapEntry {
  readonly key: string
  readonly keySource: Source
  readonly value: TemplateValue
}

/** A map, in the order it was written. */
export interface MapValue {
  readonly kind: 'map'
  readonly entries: readonly MapEntry[]
  readonly source: Source
}

/** A function of CloudFormation, under its long name whichever way it was written. */
export interface IntrinsicValue {
  readonly kind: 'intrinsic'
  readonly name: IntrinsicName
  readonly argument: TemplateValue
  readonly source: Source
}

/** Any value of a template. */
export type TemplateValue = ScalarValue | ListValue | MapValue | IntrinsicValue

/** The functions that are understood, https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html */
export const intrinsicNames = [
  'Ref',
  'Condition',
  'Fn::And',
  'Fn::Base64',
  'Fn::Cidr',
  'Fn::Equals',
  'Fn::FindInMap',
  'Fn::GetAtt',
  'Fn::GetAZs',
  'Fn::GetStackOutput',
  'Fn::If',
  'Fn::ImportValue',
  'Fn::Join',
  'Fn::Length',
  'Fn::Not',
  'Fn::Or',
  'Fn::Select',
  'Fn::Split',
  'Fn::Sub',
  'Fn::ToJsonString',
  'Fn::Transform',
] as const

/** The name of a function. */
export type IntrinsicName = (typeof intrinsicNames)[number]

/** A parameter of a template, as declared. */
export interface TemplateParameter {
  readonly name: string
  readonly type: string
  readonly source: Source
  /** Scalars as they were written; a default of `AWS::SSM::Parameter::Value<…>` is the SSM parameter's name. */
  readonly default?: Sourced<string>
  readonly allowedValues?: readonly string[]
  readonly allowedPattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minValue?: number
  readonly maxValue?: number
  readonly constraintDescription?: string
  readonly description?: string
  readonly noEcho: boolean
}

/** One condition of the Conditions section. */
export interface TemplateCondition {
  readonly name: string
  readonly value: TemplateValue
  readonly source: Source
}

/** One mapping: top-level key, second-level key, value. */
export interface TemplateMapping {
  readonly name: string
  readonly rows: ReadonlyMap<string, ReadonlyMap<string, TemplateValue>>
  readonly source: Source
}

/** One resource. */
export interface TemplateResource {
  readonly logicalId: string
  readonly type: string
  readonly typeSource: Source
  /** Where the logical id stands. */
  readonly source: Source
  readonly properties: MapValue
  readonly dependsOn: readonly Sourced<string>[]
  readonly condition?: Sourced<string>
  readonly deletionPolicy?: TemplateValue
  readonly updateReplacePolicy?: TemplateValue
  readonly metadata?: TemplateValue
}

/** One output. */
export interface TemplateOutput {
  readonly name: string
  readonly value: TemplateValue
  readonly description?: string
  readonly exportName?: TemplateValue
  readonly condition?: Sourced<string>
  readonly source: Source
}

/** A template whose structure and references were found sound. */
export interface Template {
  readonly file: string
  readonly description?: string
  /** Names of the macros it asks for, e.g. `AWS::Serverless-2016-10-31`. */
  readonly transforms: readonly string[]
  readonly parameters: ReadonlyMap<string, TemplateParameter>
  readonly mappings: ReadonlyMap<string, TemplateMapping>
  readonly conditions: ReadonlyMap<string, TemplateCondition>
  /** In the order they were written. */
  readonly resources: ReadonlyMap<string, TemplateResource>
  readonly outputs: ReadonlyMap<string, TemplateOutput>
  readonly metadata?: TemplateValue
  /** Loops (`Fn::ForEach`) that are not written out, as the values that they run over are not known. */
  readonly openLoops?: readonly Sourced<string>[]
}
