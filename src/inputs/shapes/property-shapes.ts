import { readFileSync } from 'node:fs'
import { assetUrl } from '../../model/asset.ts'

/**
 * The kind of a value: `text`, `whole` (number), `number`, `flag`, `any`, `[kind]` a list, `{kind}` a map of any keys,
 * `#Name` a structure of the same type, `=a|b` one of these words.
 */
export type PropertyKind = string

/** The properties of one structure. */
export interface StructureShape {
  readonly has: Readonly<Record<string, PropertyKind>>
  /** Those that must be there. */
  readonly needs?: readonly string[]
}

/** The structures of every type by name; the type itself has none. Compiled by `tools/compile-property-shapes.ts`. */
export interface PropertyShapes {
  readonly source: string
  readonly types: Readonly<Record<string, Readonly<Record<string, StructureShape>>>>
}

let loaded: PropertyShapes | undefined

/** The structures of a type of CloudFormation, or of the `task definition` and `service` of the ECS API. */
export function shapesOf(type: string): Readonly<Record<string, StructureShape>> | undefined {
  loaded ??= JSON.parse(
    readFileSync(assetUrl('inputs/shapes/property-shapes.json'), 'utf8'),
  ) as PropertyShapes
  return Object.hasOwn(loaded.types, type) ? loaded.types[type] : undefined
}
