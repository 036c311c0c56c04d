import type { StackResourceRow } from '../model/stack.ts'
import type { ApiShapes } from './api-shapes.ts'
import { Properties } from './properties.ts'
import { ResourceCalls } from './resource-calls.ts'
import { isGone, reasonOf } from './resource-failure.ts'
import { handlerOf } from './resource-handlers.ts'
import type { RunOptions } from './run-options.ts'
import type { StackRecord } from './stack-record.ts'

/** Resources kept by their policy, those that snapshots would be made of, and those removed. */
export type Removal = 'removed' | 'retained'

/** A resource that could not be removed. */
export interface RemovalFailure {
  readonly row: StackResourceRow
  readonly reason: string
}

/** Removes one resource, or lets go of it where its policy says so. Throws the Fault of the operation that refused. */
export async function removeResource(
  row: StackResourceRow,
  record: StackRecord,
  shapes: ApiShapes,
  options: RunOptions,
): Promise<Removal> {
  const { logicalId, type, physicalId, state } = row
  const { door, store, account, waitMs, report } = options
  const policy = state === 'leaving' ? row.updateReplacePolicy : row.deletionPolicy
  const retained = state !== 'making' && (policy === 'Retain' || policy === 'RetainExceptOnCreate')
  if (physicalId === undefined) {
    await record.drop(row)
    return 'removed'
  }
  if (retained) {
    report({ kind: 'note', text: `${logicalId} (${type}) ${physicalId} stays: its policy is ${policy}` })
    await record.drop(row)
    return 'retained'
  }
  if (policy === 'Snapshot') {
    report({ kind: 'note', text: `${logicalId} (${type}) is removed without a snapshot: its type has none` })
  }
  const calls = new ResourceCalls({
    door,
    store,
    account,
    waitMs,
    region: row.region,
    logicalId,
    stackName: record.stackName,
    generatedName: row.generatedName,
    token: row.token,
    note: (text) => report({ kind: 'note', text }),
    onKnown: async () => {},
  })
  const nowhere = { file: '', line: 1, column: 1 }
  const place = { path: [], sourceOf: () => nowhere, keySourceOf: () => nowhere }
  try {
    await handlerOf(type)?.remove(physicalId, new Properties(row.properties, place, shapes), calls)
  } catch (error) {
    if (!isGone(error)) throw error
  }
  await record.drop(row)
  return 'removed'
}

/**
 * Removes resources, each before those it needs. One that refuses is tried again once others are gone; what still
 * refuses is returned and stays known.
 */
export async function removeAll(
  rows: readonly StackResourceRow[],
  record: StackRecord,
  shapes: ApiShapes,
  options: RunOptions,
): Promise<readonly RemovalFailure[]> {
  let waiting = rows
  for (;;) {
    const failures: RemovalFailure[] = []
    for (const wave of wavesOf(waiting)) {
      // Together, because what takes long is waiting: for tasks to stop, for a gateway to go.
      const reasons = await Promise.all(wave.map((row) => tryRemove(row, record, shapes, options)))
      wave.forEach((row, index) => {
        const reason = reasons[index]
        if (reason !== undefined) failures.push({ row, reason })
      })
    }
    if (failures.length === 0 || failures.length === waiting.length) {
      for (const { row, reason } of failures) options.report({ ...shown(row), state: 'failed', reason })
      return failures
    }
    waiting = failures.map(({ row }) => row)
  }
}

async function tryRemove(
  row: StackResourceRow,
  record: StackRecord,
  shapes: ApiShapes,
  options: RunOptions,
): Promise<string | undefined> {
  try {
    const removal = await removeResource(row, record, shapes, options)
    if (removal === 'removed' && row.physicalId !== undefined)
      options.report({ ...shown(row), state: 'done' })
    return undefined
  } catch (error) {
    const reason = reasonOf(error)
    if (reason === undefined) throw error
    return reason
  }
}

function shown({ logicalId, type, physicalId = '' }: StackResourceRow): {
  readonly kind: 'resource'
  readonly logicalId: string
  readonly type: string
  readonly physicalId: string
  readonly action: 'delete'
} {
  return { kind: 'resource', logicalId, type, physicalId, action: 'delete' }
}

/** Groups of resources that do not need each other, each before what it needs; what was made last goes first. */
function wavesOf(rows: readonly StackResourceRow[]): readonly (readonly StackResourceRow[])[] {
  let waiting = [...rows].sort((a, b) => b.sequence - a.sequence)
  const waves: (readonly StackResourceRow[])[] = []
  while (waiting.length > 0) {
    const needed = new Set(waiting.flatMap(({ needs }) => needs))
    const free = waiting.filter(({ logicalId }) => !needed.has(logicalId))
    // Rows of an old and a new resource under one logical id may seem to need each other.
    const wave = free.length > 0 ? free : waiting.slice(0, 1)
    waves.push(wave)
    waiting = waiting.filter((row) => !wave.includes(row))
  }
  return waves
}
