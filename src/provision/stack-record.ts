import { randomBytes, randomUUID } from 'node:crypto'
import { partitionOf } from '../inputs/cloudformation/pseudo-parameters.ts'
import { stackResources, stacks } from '../model/stack.ts'
import type { StackOutput, StackResourceRow, StackRow } from '../model/stack.ts'
import type { Scope, StateStore, Transaction } from '../model/state.ts'

const HASH_KEY_BYTES = 32

/** What the account knows of one stack. Every change is durable when its promise resolves. */
export class StackRecord {
  readonly stackName: string
  readonly scope: Scope
  private readonly store: StateStore
  private readonly now: () => number

  constructor(store: StateStore, scope: Scope, stackName: string, now: () => number) {
    this.store = store
    this.scope = scope
    this.stackName = stackName
    this.now = now
  }

  /** The stack, or undefined where it was never applied. */
  get row(): StackRow | undefined {
    return this.store.view(this.scope).get(stacks, this.stackName)
  }

  /** Begins to apply; makes the stack where there is none. */
  async begin(): Promise<StackRow> {
    const known = this.row
    const { account, region } = this.scope
    const now = this.now()
    const row: StackRow = known
      ? { ...known, status: 'APPLYING', updatedAtMs: now }
      : {
          stackName: this.stackName,
          stackId: `arn:${partitionOf(region)}:cloudformation:${region}:${account}:stack/${this.stackName}/${randomUUID()}`,
          status: 'APPLYING',
          createdAtMs: now,
          updatedAtMs: now,
          hashKey: randomBytes(HASH_KEY_BYTES).toString('hex'),
          nextSequence: 0,
          outputs: {},
        }
    await this.write((tx) => tx.put(stacks, this.stackName, row))
    return row
  }

  /** Ends what was begun. */
  async end(status: StackRow['status'], outputs?: Readonly<Record<string, StackOutput>>): Promise<void> {
    await this.write((tx) => {
      const row = tx.get(stacks, this.stackName)
      if (row) {
        tx.put(stacks, this.stackName, {
          ...row,
          status,
          updatedAtMs: this.now(),
          outputs: outputs ?? row.outputs,
        })
      }
    })
  }

  /** Forgets the stack, once all its resources are gone. */
  async forget(): Promise<void> {
    await this.write((tx) => tx.delete(stacks, this.stackName))
  }

  /** The resource that a logical id stands for now, whole or half made. */
  current(logicalId: string): StackResourceRow | undefined {
    return this.store.view(this.scope).get(stackResources, currentKey(this.stackName, logicalId))
  }

  /** What Ref and Fn::GetAtt may be answered from. */
  made(logicalId: string): StackResourceRow | undefined {
    const row = this.current(logicalId)
    return row?.state === 'made' ? row : undefined
  }

  /** Everything that the stack holds, in the order in which it was made. */
  all(): StackResourceRow[] {
    const rows = [...this.store.view(this.scope).by(stackResources, 'stack', this.stackName)]
    return rows.sort((a, b) => a.sequence - b.sequence)
  }

  /** Keeps what is known of a resource. */
  async put(row: StackResourceRow): Promise<void> {
    await this.write((tx) => tx.put(stackResources, keyOf(row), row))
  }

  /** Begins a new resource under a logical id; what stood there before leaves. */
  async start(
    row: Omit<StackResourceRow, 'sequence' | 'state' | 'stackName' | 'token'> & { readonly token?: string },
    replaced?: StackResourceRow,
  ): Promise<StackResourceRow> {
    return await this.write((tx) => {
      const stack = tx.get(stacks, this.stackName)
      const sequence = stack?.nextSequence ?? 0
      if (stack) tx.put(stacks, this.stackName, { ...stack, nextSequence: sequence + 1 })
      if (replaced) this.leave(tx, replaced)
      const { token = randomUUID() } = row
      const started: StackResourceRow = {
        ...row,
        token,
        stackName: this.stackName,
        state: 'making',
        sequence,
      }
      tx.put(stackResources, keyOf(started), started)
      return started
    })
  }

  /** Takes back that `made` was being replaced: what was to be new is not there. */
  async restore(started: StackResourceRow, replaced: StackResourceRow | undefined): Promise<void> {
    await this.write((tx) => {
      tx.delete(stackResources, keyOf(started))
      if (!replaced) return
      tx.delete(stackResources, keyOf({ ...replaced, state: 'leaving' }))
      tx.put(stackResources, keyOf(replaced), replaced)
    })
  }

  /** Forgets a resource that is gone, or that is kept beyond its stack. */
  async drop(row: StackResourceRow): Promise<void> {
    await this.write((tx) => tx.delete(stackResources, keyOf(row)))
  }

  private leave(tx: Transaction, row: StackResourceRow): void {
    const leaving: StackResourceRow = { ...row, state: 'leaving' }
    tx.delete(stackResources, keyOf(row))
    tx.put(stackResources, keyOf(leaving), leaving)
  }

  private async write<Result>(change: (tx: Transaction) => Result): Promise<Result> {
    const { result, durable } = this.store.transact(this.scope, change)
    if (durable) await durable
    return result
  }
}

function currentKey(stackName: string, logicalId: string): string {
  return `${stackName} ${logicalId}`
}

function keyOf({ stackName, logicalId, state, physicalId }: StackResourceRow): string {
  const key = currentKey(stackName, logicalId)
  return state === 'leaving' ? `${key} ${physicalId ?? ''}` : key
}
