/**
 * Compiles botocore's API models (Apache-2.0) to what the front door needs: the operations that are implemented
 * here with every shape they reach, and the names of all others. Documentation is left out.
 *
 *   npm run models -- --botocore <folder of the botocore package> [service …]
 */
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { serviceLoaders } from '../src/aws/service-loaders.ts'
import type { HttpBinding, Member, OperationModel, ServiceModel, Shape } from '../src/aws/service-model.ts'

interface BotocoreShape extends Shape {
  readonly error?: {
    readonly code?: string
    readonly httpStatusCode?: number
    readonly senderFault?: boolean
  }
  readonly exception?: boolean
  readonly fault?: boolean
}

interface BotocoreModel {
  readonly metadata: Readonly<Record<string, string>>
  readonly operations: Readonly<
    Record<
      string,
      {
        readonly http: {
          readonly method: string
          readonly requestUri: string
          readonly responseCode?: number
        }
        readonly input?: Member
        readonly output?: Member
        readonly errors?: readonly { readonly shape: string }[]
      }
    >
  >
  readonly shapes: Readonly<Record<string, BotocoreShape>>
}

const kept = [
  ...['type', 'required', 'min', 'max', 'pattern', 'enum', 'flattened', 'locationName', 'payload'],
  ...['timestampFormat', 'streaming', 'union', 'document', 'box'],
] as const
const keptOfMember = [
  ...['shape', 'location', 'locationName', 'queryName', 'flattened', 'streaming', 'timestampFormat'],
  ...['xmlAttribute', 'xmlNamespace', 'idempotencyToken', 'jsonvalue', 'hostLabel'],
] as const

function pick(from: object, keys: readonly string[]): Record<string, unknown> {
  const source = from as Record<string, unknown>
  return Object.fromEntries(keys.filter((key) => source[key] !== undefined).map((key) => [key, source[key]]))
}

const trimMember = (member: Member): Member => pick(member, keptOfMember) as unknown as Member

function trimShape(shape: Shape): Shape {
  const trimmed: Record<string, unknown> = pick(shape, kept)
  if (shape.members) {
    trimmed.members = Object.fromEntries(
      Object.entries(shape.members).map(([name, m]) => [name, trimMember(m)]),
    )
  }
  for (const part of ['member', 'key', 'value'] as const) {
    const member = shape[part]
    if (member) trimmed[part] = trimMember(member)
  }
  return trimmed as unknown as Shape
}

function reach(model: BotocoreModel, name: string, shapes: Record<string, Shape>): void {
  const shape = model.shapes[name]
  if (!shape || shapes[name]) return
  shapes[name] = trimShape(shape)
  const members = [...Object.values(shape.members ?? {}), shape.member, shape.key, shape.value]
  for (const member of members) if (member) reach(model, member.shape, shapes)
}

function binding(model: BotocoreModel, name: string): HttpBinding {
  const operation = model.operations[name]
  if (!operation) throw new Error(`the API model has no operation ${name}`)
  const { method, requestUri, responseCode } = operation.http
  const input = operation.input ? model.shapes[operation.input.shape] : undefined
  const required = (location: string): string[] =>
    (input?.required ?? []).flatMap((member) => {
      const found = input?.members?.[member]
      return found?.location === location ? [found.locationName ?? member] : []
    })
  const [query, headers] = [required('querystring'), required('header')]
  return {
    method,
    requestUri,
    ...(responseCode === undefined || responseCode === 200 ? {} : { responseCode }),
    ...(query.length > 0 ? { requiredQuery: query } : {}),
    ...(headers.length > 0 ? { requiredHeaders: headers } : {}),
  }
}

function compile(
  service: string,
  implemented: readonly string[],
  model: BotocoreModel,
  source: string,
): ServiceModel {
  const { metadata } = model
  const shapes: Record<string, Shape> = {}
  const errors: Record<string, { code?: string; status?: number; senderFault?: boolean }> = {}
  const operations: Record<string, OperationModel> = {}
  const others: Record<string, HttpBinding> = {}
  const rest = metadata.protocol?.startsWith('rest') ?? false
  for (const [name, operation] of Object.entries(model.operations)) {
    if (!implemented.includes(name)) {
      others[name] = rest ? binding(model, name) : { method: 'POST', requestUri: '/' }
      continue
    }
    if (operation.input) reach(model, operation.input.shape, shapes)
    if (operation.output) reach(model, operation.output.shape, shapes)
    operations[name] = {
      name,
      http: binding(model, name),
      ...(operation.input ? { input: operation.input } : {}),
      ...(operation.output ? { output: operation.output } : {}),
    }
    for (const error of operation.errors ?? []) {
      const details = model.shapes[error.shape]
      const { code, httpStatusCode: status, senderFault } = details?.error ?? {}
      errors[error.shape] = pick(
        { code, status: status ?? (details?.fault ? 500 : undefined), senderFault },
        ['code', 'status', 'senderFault'],
      )
    }
  }
  const missing = implemented.filter((name) => !model.operations[name])
  if (missing.length > 0) throw new Error(`${service} has no operation ${missing.join(', ')}`)
  return {
    service,
    serviceId: metadata.serviceId ?? service,
    source,
    apiVersion: metadata.apiVersion ?? '',
    protocol: metadata.protocol as ServiceModel['protocol'],
    ...pick(metadata, ['jsonVersion', 'targetPrefix', 'xmlNamespace']),
    signingName: metadata.signingName ?? metadata.endpointPrefix ?? service,
    endpointPrefix: metadata.endpointPrefix ?? service,
    operations,
    others,
    errors,
    shapes,
  }
}

function readModel(botocore: string, service: string): { model: BotocoreModel; source: string } {
  const folder = join(botocore, 'data', service)
  const version =
    readdirSync(folder)
      .filter((name) => /^\d{4}-/.test(name))
      .toSorted()
      .at(-1) ?? ''
  const [plain, packed] = ['service-2.json', 'service-2.json.gz'].map((file) => join(folder, version, file))
  const text =
    packed && existsSync(packed)
      ? gunzipSync(readFileSync(packed)).toString()
      : readFileSync(plain ?? '', 'utf8')
  const release = /__version__ = '([^']+)'/.exec(readFileSync(join(botocore, '__init__.py'), 'utf8'))?.[1]
  return { model: JSON.parse(text) as BotocoreModel, source: `botocore ${release}, ${service}/${version}` }
}

/** How every AWS service is called on the wire, so that a request for one that is not here can name it. */
function serviceIndex(botocore: string): object {
  const targets: Record<string, string> = {}
  const signingNames: Record<string, string[]> = {}
  const versions: Record<string, string> = {}
  for (const service of readdirSync(join(botocore, 'data')).toSorted()) {
    if (!statSync(join(botocore, 'data', service)).isDirectory()) continue
    const { metadata } = readModel(botocore, service).model
    const { targetPrefix, protocol, apiVersion } = metadata
    if (targetPrefix) targets[targetPrefix] ??= service
    const signingName = metadata.signingName ?? metadata.endpointPrefix ?? service
    signingNames[signingName] = [...(signingNames[signingName] ?? []), service]
    if (apiVersion && (protocol === 'query' || protocol === 'ec2') && serviceLoaders[service])
      versions[apiVersion] = service
  }
  return { targets, signingNames, versions }
}

const { values, positionals } = parseArgs({
  options: { botocore: { type: 'string' } },
  allowPositionals: true,
})
if (!values.botocore) throw new Error('say where botocore is: --botocore <folder of the package>')
for (const [service, load] of Object.entries(serviceLoaders)) {
  if (positionals.length > 0 && !positionals.includes(service)) continue
  const { model, source } = readModel(values.botocore, service)
  const compiled = compile(service, Object.keys((await load()).operations), model, source)
  const path = new URL(`../src/aws/models/${service}.json`, import.meta.url)
  writeFileSync(path, `${JSON.stringify(compiled)}\n`)
  console.log(`${service}: ${Object.keys(compiled.operations).length} operations, ${source}`)
}
if (positionals.length === 0) {
  const path = new URL('../src/aws/models/index.json', import.meta.url)
  writeFileSync(path, `${JSON.stringify(serviceIndex(values.botocore))}\n`)
}
