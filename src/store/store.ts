import type { Committed, Scope, StateStore, Table, Transaction, View } from '../model/state.ts'
import { Journal, type Change } from './journal.ts'
import { MemoryTables, scopeOf } from './memory-tables.ts'

/** Told of every committed change, in order, before anybody may acknowledge it. */
export type CommitListener = (changes: readonly Change[]) => void

/** The account's state: read from memory, written to memory and then, together with what else arrives, to disk. */
export class Store implements StateStore {
  private readonly tables = new MemoryTables()
  private readonly journal: Journal | undefined
  private readonly listeners: CommitListener[] = []
  private changed = 0

  /** Opens the file, or keeps everything in memory only where none is given. */
  constructor(path?: string) {
    this.journal = path === undefined ? undefined : new Journal(path)
    for (const { table, scope, key, row } of this.journal?.read() ?? [])
      this.tables.load(table, scope, key, row)
  }

  get version(): number {
    return this.changed
  }

  view(scope: Scope): View {
    return new TableView(this.tables, scope)
  }

  transact<Result>(scope: Scope, run: (tx: Transaction) => Result): Committed<Result> {
    const log = new ChangeLog()
    let result: Result
    try {
      result = run(new TableTransaction(this.tables, scope, log))
    } catch (error) {
      log.undo(this.tables)
      throw error
    }
    const changes = log.changes()
    if (changes.length === 0) return { result, durable: undefined }
    this.changed += 1
    const durable = this.journal?.append(changes)
    for (const listener of this.listeners) listener(changes)
    return { result, durable }
  }

  onCommit(listener: CommitListener): void {
    this.listeners.push(listener)
  }

  /** The accounts and regions in which a table holds rows. */
  scopesOf<Row, Index extends string>(table: Table<Row, Index>): Scope[] {
    return this.tables.scopesOf(table as unknown as Table<unknown>)
  }

  /** Resolves when everything committed so far is durable. */
  async settled(): Promise<void> {
    await this.journal?.append([])
  }

  close(): void {
    this.journal?.close()
  }
}

class TableView implements View {
  readonly account: string
  readonly region: string
  protected readonly tables: MemoryTables

  constructor(tables: MemoryTables, scope: Scope) {
    this.tables = tables
    this.account = scope.account
    this.region = scope.region
  }

  get<Row>(table: Table<Row>, key: string): Row | undefined {
    return this.tables.rows(table as Table<unknown>, this).get(key) as Row | undefined
  }

  all<Row>(table: Table<Row>): Iterable<Row> {
    return this.tables.rows(table as Table<unknown>, this).all() as Iterable<Row>
  }

  count<Row>(table: Table<Row>): number {
    return this.tables.rows(table as Table<unknown>, this).size
  }

  by<Row>(table: Table<Row>, index: string, value: string): Iterable<Row> {
    return this.tables.rows(table as Table<unknown>, this).by(index, value) as Iterable<Row>
  }

  countBy<Row>(table: Table<Row>, index: string, value: string): number {
    return this.tables.rows(table as Table<unknown>, this).countBy(index, value)
  }

  at(scope: Partial<Scope>): View {
    return new TableView(this.tables, {
      account: scope.account ?? this.account,
      region: scope.region ?? this.region,
    })
  }
}

class TableTransaction extends TableView implements Transaction {
  private readonly log: ChangeLog

  constructor(tables: MemoryTables, scope: Scope, log: ChangeLog) {
    super(tables, scope)
    this.log = log
  }

  put<Row>(table: Table<Row>, key: string, row: Row): void {
    this.change(table as Table<unknown>, key, row)
  }

  delete<Row>(table: Table<Row>, key: string): void {
    if (this.get(table, key) !== undefined) this.change(table as Table<unknown>, key, undefined)
  }

  override at(scope: Partial<Scope>): Transaction {
    const { account = this.account, region = this.region } = scope
    return new TableTransaction(this.tables, { account, region }, this.log)
  }

  private change(table: Table<unknown>, key: string, row: unknown): void {
    const rows = this.tables.rows(table, this)
    const scope = { account: this.account, region: this.region }
    this.log.add({ table, scope, key, before: rows.get(key), after: row })
    if (row === undefined) rows.delete(key)
    else rows.put(key, row)
  }
}

interface LoggedChange {
  readonly table: Table<unknown>
  readonly scope: Scope
  readonly key: string
  readonly before: unknown
  readonly after: unknown
}

/** What a transaction changed, to be written or taken back. */
class ChangeLog {
  private readonly entries: LoggedChange[] = []

  add(entry: LoggedChange): void {
    this.entries.push(entry)
  }

  changes(): Change[] {
    return this.entries.map(({ table, scope, key, after }) => ({
      table: table.name,
      scope: scopeOf(table, scope),
      key,
      row: after,
    }))
  }

  undo(tables: MemoryTables): void {
    for (const { table, scope, key, before } of this.entries.toReversed()) {
      const rows = tables.rows(table, scope)
      if (before === undefined) rows.delete(key)
      else rows.put(key, before)
    }
  }
}
