import type { EvaluatedValue } from '../../model/template.ts'
import { Unresolved } from '../../model/template.ts'
import { isMap } from '../records/project-records.ts'
import type { RecordProperties } from '../records/world-record.ts'
import type { JsonMap, TerraformInstance } from './terraform-document.ts'
import type { TerraformValues } from './terraform-values.ts'

/** One resource of Terraform as translations read it. */
export class TerraformResource {
  readonly instance: TerraformInstance
  readonly values: TerraformValues

  constructor(instance: TerraformInstance, values: TerraformValues) {
    this.instance = instance
    this.values = values
  }

  /** The value of an attribute; undefined where it has none. */
  get(name: string): EvaluatedValue | undefined {
    return this.values.attribute(this.instance, name)
  }

  /** A word of a fixed choice: no other resource gives one, so that what is not known is the provider's to decide. */
  choice(name: string): EvaluatedValue | undefined {
    const value = this.get(name)
    return value instanceof Unresolved ? undefined : value
  }

  /** The blocks of a kind. */
  blocks(name: string): readonly JsonMap[] {
    return blocksOf(this.get(name))
  }
}

/** A record that a resource becomes. */
export interface Translated {
  readonly type: string
  readonly properties: RecordProperties
  /** Tells several records of one resource apart. */
  readonly part?: string
  /** Of which attribute of Terraform's a property is made, where places are asked for it. */
  readonly attributes?: Readonly<Record<string, string>>
}

/** How resources of one type become records; the first is the resource itself. */
export type Translation = (resource: TerraformResource) => readonly Translated[]

/** The blocks in a value. */
export function blocksOf(value: EvaluatedValue | undefined): readonly JsonMap[] {
  if (isMap(value)) return [value]
  return Array.isArray(value)
    ? (value as readonly EvaluatedValue[]).filter((item): item is JsonMap => isMap(item))
    : []
}

/** Attributes under CloudFormation's names; what has no value is left out. */
export function copied(
  resource: TerraformResource,
  attributes: Readonly<Record<string, string>>,
): Record<string, EvaluatedValue> {
  return defined(
    Object.entries(attributes).map(([property, attribute]) => [property, resource.get(attribute)] as const),
  )
}

/** Members of a block under other names; what has no value is left out. */
export function renamed(
  block: JsonMap,
  names: Readonly<Record<string, string>>,
): Record<string, EvaluatedValue> {
  return defined(Object.entries(names).map(([to, from]) => [to, block[from]] as const))
}

/** A translation that only renames. */
export function renaming(type: string, attributes: Readonly<Record<string, string>>): Translation {
  return (resource) => [{ type, properties: copied(resource, attributes), attributes }]
}

/** Entries that have a value. */
export function defined(
  entries: readonly (readonly [string, EvaluatedValue | undefined])[],
): Record<string, EvaluatedValue> {
  return Object.fromEntries(
    entries.filter(
      (entry): entry is readonly [string, EvaluatedValue] =>
        entry[1] !== undefined && entry[1] !== null && entry[1] !== '',
    ),
  )
}
