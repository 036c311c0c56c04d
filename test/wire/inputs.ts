import fc from 'fast-check'
import type { OperationModel, ServiceModel, Shape } from '../../src/aws/service-model.ts'
import { Reference } from './references.ts'

type Arbitrary = fc.Arbitrary<unknown>

const MAX_DEPTH = 5
const MAX_TEXT = 2100

/** Texts that have broken readers before. */
const oddTexts: readonly string[] = [
  '',
  ' ',
  'a',
  '0',
  '-1',
  'null',
  'true',
  '__proto__',
  'constructor',
  'toString',
  'valueOf',
  '..',
  '../../etc/passwd',
  '%00',
  '%',
  '\u0000',
  'é',
  '😀',
  '\ud800',
  'a\r\nb',
  '*',
  '[',
  '(',
  '\\',
  '{',
  '{}',
  '[]',
  '"',
  "'",
  'arn:',
  'arn:aws:ecs',
  'arn:aws:ecs:us-east-1:000000000000:',
  'arn:aws:iam::000000000000:role/',
  'arn:aws:::::',
  ':',
  '/',
  '//',
  'a/b/c',
  'a:b',
  'a:1',
  'a:999999999999999999',
  '2026-11-22T05:00:00Z',
  '9'.repeat(40),
  'x'.repeat(300),
  'x'.repeat(MAX_TEXT),
  'eyJhIjoxfQ==',
  'bnVsbA==',
  'W10=',
  'NaN',
  'Infinity',
  '1e999',
]
const documents: readonly string[] = [
  '',
  '{}',
  'null',
  '[]',
  '1',
  '"x"',
  '{',
  '{"Statement":null}',
  '{"Statement":[null]}',
  '{"Statement":"x"}',
  '{"Statement":{}}',
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[1],"Resource":null}]}',
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}',
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}]}',
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":[null,{}]},"Action":"sts:AssumeRole"}}',
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}}',
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":1},"Action":{},"Resource":{},"Condition":[]}]}',
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","NotPrincipal":{},"NotAction":[],"NotResource":[],"Condition":{"StringEquals":{"a":{}}}}]}',
  '{"rules":[null]}',
  '{"rules":[{"rulePriority":1,"selection":null,"action":{}}]}',
  '{"schemaVersion":2,"config":null,"layers":[null]}',
  '{"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json","config":{"digest":"x","size":"y"},"layers":{}}',
  '['.repeat(2000),
]
const cidrs: readonly string[] = [
  '10.0.0.0/16',
  '10.0.0.0/24',
  '172.31.0.0/20',
  '0.0.0.0/0',
  '::/0',
  '10.0.0.0',
  '10.0.0.0/33',
  '256.0.0.0/8',
  '10.0.0.1/16',
  '/',
  '2001:db8::/56',
]
const filters: readonly string[] = [
  '',
  'ERROR',
  '{ $.a = 1 }',
  '{ $.a[0].b = "x*" && $.c IS NULL }',
  '{',
  '{ $ }',
  '[a, b=1, ...]',
  '[',
  '"x',
  '?a ?b',
  '-x',
  '%[a-%',
  '%(a+)+$%',
  '{($.a=1)||($.b>2)}',
]
/** Values of every JSON type, to stand where another is wanted. */
const anything: Arbitrary = fc.constantFrom<unknown>(
  null,
  true,
  false,
  0,
  12,
  -1.5,
  1e308,
  2 ** 53,
  'x',
  '',
  [],
  {},
  [null],
  [[]],
  [{}],
  { a: null },
  { key: 'x' },
  ['x', 1],
  new Reference('name', 1),
)

/** What kinds of inputs are made: those of the model's shape, or those that also break it. */
export type Manner = 'shaped' | 'broken'

/** Makes inputs of an operation from its model. */
export class Inputs {
  private readonly model: ServiceModel
  private readonly manner: Manner
  private readonly made = new Map<string, Arbitrary>()

  constructor(model: ServiceModel, manner: Manner) {
    this.model = model
    this.manner = manner
  }

  of(operation: OperationModel): fc.Arbitrary<Record<string, unknown>> {
    const shape = this.model.shapes[operation.input?.shape ?? '']
    if (!shape) return fc.constant({})
    return this.structure(shape, 0) as fc.Arbitrary<Record<string, unknown>>
  }

  /** Inputs that are this one but for one place: another value there, none, or a member more. */
  near(
    operation: OperationModel,
    good: Readonly<Record<string, unknown>>,
  ): fc.Arbitrary<Record<string, unknown>> {
    const places = placesIn(good)
    if (places.length === 0) return this.of(operation)
    const odd = fc.oneof(
      anything,
      fc.constantFrom<unknown>(undefined, 'toString', '__proto__', ...oddTexts, ...documents, ...cidrs),
    )
    const changed = fc
      .tuple(fc.nat({ max: places.length - 1 }), odd)
      .map(([index, value]) => replaced(good, places[index] ?? [], value))
    const more = fc.tuple(this.of(operation), fc.nat({ max: 20 })).map(([other, index]) => {
      const names = Object.keys(other)
      const name = names[index % Math.max(1, names.length)]
      return name === undefined ? { ...good } : { ...good, [name]: other[name] }
    })
    return fc.oneof(changed as fc.Arbitrary<Record<string, unknown>>, more)
  }

  /**
   * This input with a name that every JavaScript object has in place of each text it has, or could have: a table
   * looked up by what a caller wrote must not find it.
   */
  inherited(operation: OperationModel, good: Readonly<Record<string, unknown>>): Record<string, unknown>[] {
    const members = Object.entries(this.model.shapes[operation.input?.shape ?? '']?.members ?? {})
    const texts = members.filter(
      ([name, { shape }]) =>
        good[name] === undefined &&
        this.model.shapes[shape]?.type === 'string' &&
        !this.model.shapes[shape]?.enum,
    )
    return [
      ...placesIn(good).map((place) => replaced(good, place, 'toString') as Record<string, unknown>),
      ...texts.map(([name]) => ({ ...good, [name]: 'constructor' })),
    ]
  }

  private value(shapeName: string, member: string, depth: number): Arbitrary {
    const key = `${shapeName} ${member} ${depth}`
    const made = this.made.get(key) ?? this.ofShape(shapeName, member, depth)
    this.made.set(key, made)
    return made
  }

  private ofShape(shapeName: string, member: string, depth: number): Arbitrary {
    const shape = this.model.shapes[shapeName] ?? { type: 'string' }
    const fitting = this.fitting(shape, member, depth)
    if (this.manner === 'shaped') return fitting
    return fc.oneof({ weight: 14, arbitrary: fitting }, { weight: 1, arbitrary: anything })
  }

  private fitting(shape: Shape, member: string, depth: number): Arbitrary {
    switch (shape.type) {
      case 'structure':
        return this.structure(shape, depth)
      case 'list':
        return this.list(shape, member, depth)
      case 'map':
        return this.map(shape, depth)
      case 'boolean':
        return fc.boolean()
      case 'integer':
      case 'long':
        return this.integer(shape)
      case 'float':
      case 'double':
        return fc.double({ noNaN: true, noDefaultInfinity: true })
      case 'timestamp':
        return fc.constantFrom(0, 1, 1_795_000_000, 1_795_000_000.123, 4_102_444_800, ...this.odd(-1, 1e300))
      case 'blob':
        return fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes).toString('base64'))
      default:
        return this.text(shape, member)
    }
  }

  private structure(shape: Shape, depth: number): Arbitrary {
    const required = new Set(shape.required)
    const members = Object.entries(shape.members ?? {}).filter(
      ([name]) => required.has(name) || (depth < MAX_DEPTH && !/^dryRun$/i.test(name)),
    )
    const each = members.map(([name, member]) => {
      const value = this.value(member.shape, name, depth + 1)
      const present = required.has(name) ? 24 : 3
      const absent = required.has(name)
        ? this.manner === 'broken'
          ? 1
          : 0
        : this.manner === 'broken'
          ? 5 + 2 * depth
          : 9
      return fc
        .oneof({ weight: present, arbitrary: value }, { weight: absent, arbitrary: fc.constant(undefined) })
        .map((made) => [name, made] as const)
    })
    return fc
      .tuple(...each)
      .map((made) => Object.fromEntries(made.filter(([, value]) => value !== undefined)))
  }

  private list(shape: Shape, member: string, depth: number): Arbitrary {
    const item = this.value(shape.member?.shape ?? '', member, depth + 1)
    const minLength = this.manner === 'shaped' ? Math.min(shape.min ?? 0, 4) : 0
    return fc.array(item, { minLength, maxLength: Math.max(minLength, Math.min(shape.max ?? 3, 3)) })
  }

  private map(shape: Shape, depth: number): Arbitrary {
    const key = this.text(this.model.shapes[shape.key?.shape ?? ''] ?? { type: 'string' }, 'key')
    const value = this.value(shape.value?.shape ?? '', 'value', depth + 1)
    return fc
      .array(fc.tuple(key, value), { maxLength: 3 })
      .map((entries) => Object.fromEntries(entries.map(([name, made]) => [String(name), made])))
  }

  private integer({ min, max }: Shape): Arbitrary {
    const within = fc.integer({
      min: Math.max(min ?? 0, -(2 ** 31)),
      max: Math.min(max ?? 5000, 2 ** 31 - 1),
    })
    const edges = [min, max].filter((edge) => edge !== undefined)
    const beyond = edges.flatMap((edge) => [edge - 1, edge + 1])
    return fc.oneof(
      { weight: 4, arbitrary: within },
      {
        weight: 1,
        arbitrary: fc.constantFrom(...edges, ...this.odd(...beyond, -1, 0, 2 ** 31, 2 ** 53, 1.5), min ?? 1),
      },
    )
  }

  private odd<Value>(...values: readonly Value[]): readonly Value[] {
    return this.manner === 'broken' ? values : []
  }

  private text(shape: Shape, member: string): Arbitrary {
    const made = shape.enum ? fc.constantFrom(...shape.enum) : this.free(shape, member)
    const beyond = [(shape.min ?? 1) - 1, (shape.max ?? 255) + 1].filter(
      (length) => length >= 0 && length <= MAX_TEXT,
    )
    const edges = [shape.min ?? 1, Math.min(shape.max ?? 255, MAX_TEXT), ...this.odd(...beyond)]
    const edge = fc.constantFrom(...edges).map((length) => 'a'.repeat(length))
    return fc.oneof(
      { weight: this.manner === 'broken' ? 8 : 30, arbitrary: made },
      { weight: this.manner === 'broken' ? 3 : 0, arbitrary: fc.constantFrom(...oddTexts) },
      { weight: this.manner === 'broken' || !shape.enum ? 1 : 0, arbitrary: edge },
    )
  }

  private free(shape: Shape, member: string): Arbitrary {
    const reference = fc.nat({ max: 40 }).map((pick) => new Reference(member, pick))
    if (/policy|document|manifest/i.test(member) && !/name|arn|id$|version|type|digest/i.test(member))
      return fc.constantFrom(...documents)
    if (/cidr/i.test(member)) return fc.constantFrom(...cidrs)
    if (/filterPattern/i.test(member)) return fc.constantFrom(...filters)
    return fc.oneof({ weight: 5, arbitrary: reference }, { weight: 2, arbitrary: ofPattern(shape) })
  }
}

/** Texts of the shape's pattern and length, where the pattern can be turned round. */
function ofPattern({ pattern, min = 1, max = 64 }: Shape): Arbitrary {
  const plain = fc
    .stringMatching(/^[a-z][a-z0-9-]{0,20}$/)
    .map((made) => made.padEnd(Math.min(min, MAX_TEXT), 'a').slice(0, max))
  if (pattern === undefined) return plain
  try {
    return fc.oneof(
      plain,
      fc.stringMatching(new RegExp(`^(?:${pattern})$`)).map((made) => made.slice(0, MAX_TEXT)),
    )
  } catch {
    return plain
  }
}

type Place = readonly (string | number)[]

function placesIn(value: unknown, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null || value instanceof Reference) return [at]
  const inner = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return [...(at.length > 0 ? [at] : []), ...inner.flatMap(([step, each]) => placesIn(each, [...at, step]))]
}

function replaced(value: unknown, [step, ...rest]: Place, by: unknown): unknown {
  if (step === undefined) return by
  if (Array.isArray(value))
    return value.map((each, index) => (index === step ? replaced(each, rest, by) : each))
  const record = value as Record<string, unknown>
  return { ...record, [step]: replaced(record[step], rest, by) }
}
