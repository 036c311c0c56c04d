/** The part of JSON Schema (draft 7) that the project's own schemas use. */
export interface TestSchema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, TestSchema>>
  readonly additionalProperties?: boolean
  readonly items?: TestSchema
  readonly minItems?: number
  readonly minLength?: number
  readonly minimum?: number
  readonly pattern?: string
  readonly definitions?: Readonly<Record<string, TestSchema>>
}

const understood = new Set(
  '$schema $ref title description type const enum required properties additionalProperties items minItems minLength minimum pattern definitions'.split(
    ' ',
  ),
)

/** Everything in which a value is not as a schema says, each with its path; a keyword that is not understood is one. */
export function schemaErrors(value: unknown, schema: TestSchema, root = schema, path = '$'): string[] {
  const foreign = Object.keys(schema).filter((key) => !understood.has(key))
  if (foreign.length > 0) return [`${path}: the schema uses ${foreign.join(', ')}`]
  const rule =
    schema.$ref === undefined ? schema : root.definitions?.[schema.$ref.slice('#/definitions/'.length)]
  if (rule === undefined) return [`${path}: the schema has no ${schema.$ref}`]
  const types = [rule.type ?? []].flat()
  if (types.length > 0 && !types.some((type) => isOf(value, type)))
    return [`${path}: is not ${types.join(' or ')}`]
  if ('const' in rule && value !== rule.const) return [`${path}: is not ${JSON.stringify(rule.const)}`]
  if (rule.enum && !rule.enum.includes(value)) return [`${path}: is not one of ${rule.enum.join(', ')}`]
  return [
    ...scalarErrors(value, rule, path),
    ...listErrors(value, rule, root, path),
    ...mapErrors(value, rule, root, path),
  ]
}

function isOf(value: unknown, type: string): boolean {
  if (type === 'null') return value === null
  if (type === 'array') return Array.isArray(value)
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value)
  return typeof value === type
}

function scalarErrors(value: unknown, { minLength, minimum, pattern }: TestSchema, path: string): string[] {
  const isShort = typeof value === 'string' && value.length < (minLength ?? 0)
  const isSmall = typeof value === 'number' && value < (minimum ?? -Infinity)
  const differs = typeof value === 'string' && pattern !== undefined && !new RegExp(pattern, 'u').test(value)
  return [
    ...(isShort ? [`${path}: is too short`] : []),
    ...(isSmall ? [`${path}: is below ${minimum}`] : []),
    ...(differs ? [`${path}: ${value} does not fit ${pattern}`] : []),
  ]
}

function listErrors(
  value: unknown,
  { items, minItems = 0 }: TestSchema,
  root: TestSchema,
  path: string,
): string[] {
  if (!Array.isArray(value)) return []
  const few = value.length < minItems ? [`${path}: has fewer than ${minItems}`] : []
  return [
    ...few,
    ...value.flatMap((item, index) => (items ? schemaErrors(item, items, root, `${path}[${index}]`) : [])),
  ]
}

function mapErrors(value: unknown, rule: TestSchema, root: TestSchema, path: string): string[] {
  if (!isOf(value, 'object')) return []
  const map = value as Readonly<Record<string, unknown>>
  const { properties = {}, required = [], additionalProperties = true } = rule
  return [
    ...required.filter((key) => !(key in map)).map((key) => `${path}: has no ${key}`),
    ...Object.entries(map).flatMap(([key, item]) => {
      const own = properties[key]
      if (own) return schemaErrors(item, own, root, `${path}.${key}`)
      return additionalProperties ? [] : [`${path}: has ${key}, which the schema does not know`]
    }),
  ]
}
