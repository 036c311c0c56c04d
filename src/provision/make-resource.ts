import { isDeepStrictEqual } from 'node:util'
import { ProblemList } from '../inputs/input-error.ts'
import { suggestion } from '../inputs/nearest-name.ts'
import { formatPlace } from '../inputs/input-error.ts'
import type { JsonValue, StackResourceRow } from '../model/stack.ts'
import { Fault } from '../aws/fault.ts'
import { textOf } from './api-shapes.ts'
import type { ApiShapes } from './api-shapes.ts'
import type { PlannedProperties, PlannedResource } from './planned-resource.ts'
import { Properties } from './properties.ts'
import { ResourceCalls } from './resource-calls.ts'
import type { ResourceCallsOptions } from './resource-calls.ts'
import type { ResourceHandler } from './resource-handler.ts'
import type { RunOptions } from './run-options.ts'
import { removeResource } from './remove-resource.ts'
import type { StackRecord } from './stack-record.ts'

/** What is done to bring a resource to what the template says. */
export type Action = 'create' | 'update' | 'replace' | 'keep'

/** One resource with everything that making it needs. */
export interface Making {
  readonly planned: PlannedResource
  readonly handler: ResourceHandler
  readonly given: PlannedProperties
  readonly record: StackRecord
  readonly shapes: ApiShapes
  readonly options: RunOptions
}

/** Notes what the type does not have, and says what it has and Seatrial leaves out. Throws an InputError. */
export function checkProperties({ planned, handler, given, options }: Making): void {
  const { type, logicalId } = planned
  const problems = new ProblemList()
  for (const name of Object.keys(given.value)) {
    const source = given.place.keySourceOf([name])
    if (handler.leftOut?.includes(name)) {
      const text = `${formatPlace(source)}: ${name} of ${logicalId} (${type}) is left out: seatrial does nothing with it`
      options.report({ kind: 'note', text })
    } else if (!handler.properties.includes(name)) {
      const names = [...handler.properties, ...(handler.leftOut ?? [])]
      problems.add(`${type} has no property ${name}`, source, suggestion(name, names, 'property'))
    }
  }
  problems.throwIfAny()
}

/** What must be done with a resource, by what is known of it. */
export function actionFor({ planned, handler, given }: Making, known: StackResourceRow | undefined): Action {
  if (known?.state !== 'made') return 'create'
  if (known.type !== planned.type || known.region !== planned.region) return 'replace'
  const changed = changedProperties(known, given)
  if (changed.size === 0) return 'keep'
  if (!handler.update || handler.replacedBy === 'any') return 'replace'
  const replaces = handler.replacedBy.some(
    (path) => !isDeepStrictEqual(valueAt(known.properties, path), valueAt(given.kept, path)),
  )
  return replaces ? 'replace' : 'update'
}

/** The value of a property, or of one within a property. */
function valueAt(properties: Readonly<Record<string, JsonValue>>, path: string): JsonValue | undefined {
  let at: JsonValue | undefined = properties
  for (const step of path.split('.')) {
    at = typeof at === 'object' && at !== null ? (at as Record<string, JsonValue>)[step] : undefined
  }
  return at
}

function changedProperties(known: StackResourceRow, given: PlannedProperties): ReadonlySet<string> {
  const names = new Set([...Object.keys(known.properties), ...Object.keys(given.kept)])
  return new Set([...names].filter((name) => !isDeepStrictEqual(known.properties[name], given.kept[name])))
}

/** Makes, changes or keeps one resource, and returns its physical id. Throws a Fault or an InputError. */
export async function makeResource(making: Making, action: Action): Promise<string> {
  const { planned, record } = making
  const known = record.current(planned.logicalId)
  if (action === 'keep' && known?.physicalId !== undefined) return await keep(making, known, known.physicalId)
  if (action === 'update' && known?.physicalId !== undefined)
    return await update(making, known, known.physicalId)
  return await create(making, known)
}

async function keep(
  { planned, record }: Making,
  known: StackResourceRow,
  physicalId: string,
): Promise<string> {
  const row = { ...known, ...policies(planned) }
  if (!isDeepStrictEqual(row, known)) await record.put(row)
  return physicalId
}

async function update(making: Making, known: StackResourceRow, physicalId: string): Promise<string> {
  const { planned, handler, given, record, shapes } = making
  const calls = callsFor(making, known, async () => {})
  const after = new Properties(given.value, given.place, shapes)
  const before = new Properties(known.properties, given.place, shapes)
  const change = { physicalId, before, after, changed: changedProperties(known, given) }
  await handler.update?.(change, calls)
  const attributes = (await handler.attributes?.(physicalId, after, calls)) ?? {}
  await record.put({ ...known, ...policies(planned), properties: given.kept, attributes })
  return physicalId
}

async function create(making: Making, known: StackResourceRow | undefined): Promise<string> {
  const { planned, handler, given, record, shapes } = making
  const replaced = known?.state === 'made' ? known : undefined
  if (replaced) refuseSameName(making, replaced)
  const interrupted = known?.state === 'making' ? await clearHalfMade(making, known) : undefined
  const { logicalId, type, region } = planned
  const kept = handler.keepsName === true && known?.type === type ? known : interrupted
  let started = await record.start(
    {
      logicalId,
      type,
      region,
      properties: given.kept,
      attributes: {},
      ...policies(planned),
      ...(kept?.generatedName === undefined ? {} : { generatedName: kept.generatedName }),
      ...(interrupted ? { token: interrupted.token } : {}),
    },
    replaced,
  )
  const calls = callsFor(making, started, async (now) => {
    started = { ...started, ...now }
    await record.put(started)
  })
  const properties = new Properties(given.value, given.place, shapes)
  try {
    const physicalId = await createOrAdopt(making, properties, calls, interrupted !== undefined)
    const { generatedName } = calls
    started = { ...started, physicalId, ...(generatedName === undefined ? {} : { generatedName }) }
    const attributes = (await handler.attributes?.(physicalId, properties, calls)) ?? {}
    await record.put({ ...started, state: 'made', attributes })
    return physicalId
  } catch (error) {
    // What was begun stays known, so that it is taken away before the next attempt.
    if (started.physicalId === undefined) await record.restore(started, replaced)
    throw error
  }
}

/** Codes that say that there is such a thing already. */
const thereAlready = /AlreadyExist|Exists|Duplicate|AlreadyAssociated|AlreadyOwnedByYou|Conflict/

/**
 * Creates a resource. Where an interrupted attempt may have made it, without its being known, and AWS says that it is
 * there, it is taken over and brought to what the template says.
 */
async function createOrAdopt(
  { handler, given, shapes }: Making,
  properties: Properties,
  calls: ResourceCalls,
  interrupted: boolean,
): Promise<string> {
  try {
    return await handler.create(properties, calls)
  } catch (error) {
    if (!interrupted || !(error instanceof Fault)) throw error
    const { nameIsId, nameProperty = '' } = handler
    const named = nameIsId === true && thereAlready.test(error.code)
    const physicalId = named
      ? (properties.text(nameProperty) ?? calls.generatedName)
      : await handler.recover?.(properties, calls)
    if (physicalId === undefined) throw error
    const before = new Properties({}, given.place, shapes)
    const changed = new Set(Object.keys(given.value))
    await handler.update?.({ physicalId, before, after: properties, changed }, calls)
    return physicalId
  }
}

/** An attempt before this one ended in the middle: what it is known to have made is removed. */
async function clearHalfMade(
  { record, shapes, options }: Making,
  known: StackResourceRow,
): Promise<StackResourceRow | undefined> {
  if (known.physicalId === undefined) {
    await record.drop(known)
    return known
  }
  await removeResource(known, record, shapes, options)
  return undefined
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html */
function refuseSameName({ handler, given, planned }: Making, replaced: StackResourceRow): void {
  const { nameProperty, nameScope } = handler
  if (nameProperty === undefined || replaced.type !== planned.type || replaced.region !== planned.region)
    return
  if (nameScope !== undefined && !isDeepStrictEqual(given.kept[nameScope], replaced.properties[nameScope]))
    return
  const name = textOf(given.value[nameProperty])
  if (name === undefined || name !== textOf(replaced.properties[nameProperty])) return
  throw new Fault(
    'ResourceConflict',
    `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${name} and update the stack again.`,
  )
}

function policies(
  planned: PlannedResource,
): Pick<StackResourceRow, 'needs' | 'deletionPolicy' | 'updateReplacePolicy'> {
  const { needs, deletionPolicy, updateReplacePolicy } = planned
  return { needs, deletionPolicy, updateReplacePolicy }
}

function callsFor(
  { planned, record, options }: Making,
  { generatedName, token }: Pick<StackResourceRow, 'generatedName' | 'token'>,
  onKnown: ResourceCallsOptions['onKnown'],
): ResourceCalls {
  const { door, store, account, waitMs, report } = options
  return new ResourceCalls({
    door,
    store,
    account,
    waitMs,
    region: planned.region,
    logicalId: planned.logicalId,
    stackName: record.stackName,
    generatedName,
    token,
    note: (text) => report({ kind: 'note', text }),
    onKnown,
  })
}
