import { XMLParser } from 'fast-xml-parser'
import type { Member, OperationModel, ServiceModel, Shape } from '../../src/aws/service-model.ts'
import type { WireAnswer } from './send.ts'

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: true,
  htmlEntities: true,
  ignoreDeclaration: true,
  removeNSPrefix: true,
})

/** Values that AWS itself answers although its model has others. */
const beyondTheModel: ReadonlySet<string> = new Set([
  'iam Policy',
  'ec2 available',
  'ec2 pending',
  'ec2 nat_gateway',
])

type Node = Readonly<Record<string, unknown>>

/** What in a successful answer is not as the model's output shape has it. */
export function outputProblems(
  model: ServiceModel,
  operation: OperationModel,
  answer: WireAnswer,
): readonly string[] {
  return new AnswerCheck(model).of(operation, answer)
}

class AnswerCheck {
  private readonly model: ServiceModel
  private readonly problems: string[] = []

  constructor(model: ServiceModel) {
    this.model = model
  }

  of(operation: OperationModel, answer: WireAnswer): readonly string[] {
    const shape = this.shape(operation.output?.shape)
    if (this.model.protocol === 'json') this.json(shape, JSON.parse(answer.body), operation.name)
    else if (this.model.protocol === 'rest-xml') this.restXml(operation, shape, answer)
    else this.query(operation, shape, parser.parse(answer.body) as Node)
    return this.problems
  }

  private shape(name: string | undefined): Shape {
    return this.model.shapes[name ?? ''] ?? { type: 'structure', members: {} }
  }

  private problem(path: string, what: string): void {
    this.problems.push(`${path}: ${what}`)
  }

  private json(shape: Shape, value: unknown, path: string): void {
    switch (shape.type) {
      case 'structure':
        if (!isRecord(value)) return this.problem(path, `${JSON.stringify(value)} is not a structure`)
        for (const [name, inner] of Object.entries(value)) {
          const member = shape.members?.[name]
          if (!member) this.problem(`${path}.${name}`, 'not in the model')
          else if (inner !== null) this.json(this.shape(member.shape), inner, `${path}.${name}`)
        }
        return this.required(shape, new Set(Object.keys(value)), path)
      case 'list':
        if (!Array.isArray(value)) return this.problem(path, `${JSON.stringify(value)} is not a list`)
        return value.forEach((item, index) =>
          this.json(this.shape(shape.member?.shape), item, `${path}[${index}]`),
        )
      case 'map':
        if (!isRecord(value)) return this.problem(path, `${JSON.stringify(value)} is not a map`)
        return Object.entries(value).forEach(([key, item]) =>
          this.json(this.shape(shape.value?.shape), item, `${path}{${key}}`),
        )
      default:
        return this.jsonScalar(shape, value, path)
    }
  }

  private jsonScalar(shape: Shape, value: unknown, path: string): void {
    const fits: Readonly<Record<string, boolean>> = {
      boolean: typeof value === 'boolean',
      integer: Number.isInteger(value),
      long: Number.isInteger(value),
      float: typeof value === 'number',
      double: typeof value === 'number',
      timestamp: typeof value === 'number' && Number.isInteger(Math.round(value * 1e6) / 1e3),
    }
    if (!(fits[shape.type] ?? typeof value === 'string'))
      this.problem(path, `${JSON.stringify(value)} is not a ${shape.type}`)
    if (typeof value === 'string') this.enumerated(shape, value, path)
  }

  private enumerated(shape: Shape, value: string, path: string): void {
    if (beyondTheModel.has(`${this.model.service} ${value}`)) return
    if (shape.enum && !shape.enum.includes(value))
      this.problem(path, `'${value}' is not of [${shape.enum.join()}]`)
  }

  private required(shape: Shape, given: ReadonlySet<string>, path: string): void {
    for (const name of shape.required ?? [])
      if (!given.has(name) && !shape.members?.[name]?.location)
        this.problem(`${path}.${name}`, 'required, and missing')
  }

  private query(operation: OperationModel, shape: Shape, document: Node): void {
    const root = `${operation.name}Response`
    const response = document[root]
    if (response === undefined) return this.problem(root, `not the root: ${Object.keys(document).join()}`)
    const { requestId, ResponseMetadata: metadata, ...rest } = nodeOf(response)
    if (this.model.protocol === 'ec2') {
      if (typeof requestId !== 'string') this.problem('requestId', 'missing')
      if (operation.output) return this.xml(shape, rest, root)
      if (rest.return !== 'true') this.problem('return', 'missing')
      return undefined
    }
    if (typeof nodeOf(metadata).RequestId !== 'string') this.problem('ResponseMetadata.RequestId', 'missing')
    const result = operation.output?.resultWrapper
    return result === undefined ? this.xml(shape, rest, root) : this.xml(shape, rest[result], result)
  }

  private restXml(operation: OperationModel, shape: Shape, answer: WireAnswer): void {
    for (const [name, member] of Object.entries(shape.members ?? {})) {
      if (member.location === 'header') {
        const text = answer.headers[(member.locationName ?? name).toLowerCase()]
        if (typeof text === 'string') this.xmlScalar(this.shape(member.shape), text, `header ${name}`, true)
      }
    }
    if (operation.http.method === 'HEAD' || answer.body === '') return
    const payload = shape.payload ? shape.members?.[shape.payload] : undefined
    const inner = payload ? this.shape(payload.shape) : shape
    if (inner.type !== 'structure') return
    const roots = Object.values(parser.parse(answer.body) as Node)
    if (roots.length !== 1) this.problem(operation.name, 'more than one root')
    if (operation.name === 'GetBucketLocation') return
    this.xml(inner, roots[0], operation.name)
  }

  private xml(shape: Shape, value: unknown, path: string, flattened?: boolean): void {
    switch (shape.type) {
      case 'structure':
        return this.xmlStructure(shape, value, path)
      case 'list': {
        const items =
          flattened || shape.flattened ? value : this.only(value, itemName(this.model, shape), path)
        return many(items).forEach((item, index) =>
          this.xml(this.shape(shape.member?.shape), item, `${path}[${index}]`),
        )
      }
      case 'map':
        return many(this.only(value, 'entry', path)).forEach((entry) =>
          this.xml(this.shape(shape.value?.shape), nodeOf(entry)[shape.value?.locationName ?? 'value'], path),
        )
      default:
        if (typeof value !== 'string')
          return this.problem(path, `${JSON.stringify(value)} is not a ${shape.type}`)
        return this.xmlScalar(shape, value, path, false)
    }
  }

  private only(value: unknown, name: string, path: string): unknown {
    const { [name]: items, ...others } = nodeOf(value)
    for (const other of Object.keys(others)) this.problem(`${path}.${other}`, `not an ${name}`)
    return items
  }

  private xmlStructure(shape: Shape, value: unknown, path: string): void {
    const names = new Map<string, readonly [string, Member]>()
    for (const [name, member] of Object.entries(shape.members ?? {}))
      if (!member.location) names.set((member.locationName ?? name).replace(/^.*:/, ''), [name, member])
    const given = new Set<string>()
    for (const [wire, inner] of Object.entries(nodeOf(value))) {
      if (wire === '#text') continue
      const [name, member] = names.get(wire) ?? []
      if (!member || name === undefined) {
        this.problem(`${path}.${wire}`, 'not in the model')
        continue
      }
      given.add(name)
      this.xml(this.shape(member.shape), inner, `${path}.${wire}`, member.flattened)
    }
    this.required(
      { ...shape, required: shape.required?.filter((name) => !this.mayBeEmpty(shape.members?.[name])) },
      given,
      path,
    )
  }

  /** A flattened list without items leaves nothing on the wire, and attributes are not read here. */
  private mayBeEmpty(member: Member | undefined): boolean {
    return Boolean(member?.flattened) || Boolean(member?.xmlAttribute)
  }

  private xmlScalar(shape: Shape, text: string, path: string, header: boolean): void {
    const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/
    const forms: Readonly<Record<string, RegExp>> = {
      boolean: /^(true|false)$/,
      integer: /^-?\d+$/,
      long: /^-?\d+$/,
      float: /^-?\d+(\.\d+)?$/,
      double: /^-?\d+(\.\d+)?$/,
      timestamp: header ? /^(\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT|\d{4}-.*Z)$/ : iso,
    }
    if (!(forms[shape.type]?.test(text) ?? true)) this.problem(path, `'${text}' is not a ${shape.type}`)
    this.enumerated(shape, text, path)
  }
}

function itemName(model: ServiceModel, shape: Shape): string {
  return shape.member?.locationName ?? (model.protocol === 'ec2' ? 'item' : 'member')
}

function isRecord(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function nodeOf(value: unknown): Node {
  return isRecord(value) ? value : {}
}

function many(value: unknown): readonly unknown[] {
  if (value === undefined) return []
  return Array.isArray(value) ? (value as unknown[]) : [value]
}
