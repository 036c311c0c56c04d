import { describe, expect, it } from 'vitest'
import { settingsSchema } from './read-settings.ts'
import type { JsonSchema } from './schema-check.ts'

/** What SchemaCheck acts on, and what is there for editors only. */
const understood = new Set(
  '$ref title type properties required additionalProperties propertyNames items minItems anyOf enum pattern minLength minimum maximum definitions description $schema'.split(
    ' ',
  ),
)

function schemasWithin(schema: JsonSchema): readonly JsonSchema[] {
  const { properties = {}, definitions = {}, anyOf = [], items, propertyNames, additionalProperties } = schema
  const further = typeof additionalProperties === 'object' ? [additionalProperties] : []
  const children = [...Object.values(properties), ...Object.values(definitions), ...anyOf, ...further]
  const all = [...children, ...(items ? [items] : []), ...(propertyNames ? [propertyNames] : [])]
  return [schema, ...all.flatMap(schemasWithin)]
}

describe('the schema of seatrial.yaml', () => {
  const schemas = schemasWithin(settingsSchema())

  it('uses no keyword that the check would pass over', () => {
    expect(schemas.flatMap((schema) => Object.keys(schema)).filter((key) => !understood.has(key))).toEqual([])
  })

  it('describes every setting for editors', () => {
    const settings = schemas.flatMap((schema) => Object.entries(schema.properties ?? {}))
    expect(settings.length).toBeGreaterThan(25)
    expect(settings.filter(([, schema]) => !('description' in schema)).map(([name]) => name)).toEqual([])
  })
})
