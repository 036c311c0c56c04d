import type { Scope, Table } from '../model/state.ts'

/** The rows of one table in one account and region, with their indexes. */
export class Rows {
  private readonly rows = new Map<string, unknown>()
  private readonly indexes = new Map<string, Map<string, Set<string>>>()
  private readonly table: Table<unknown>

  constructor(table: Table<unknown>) {
    this.table = table
    for (const name of Object.keys(table.indexes)) this.indexes.set(name, new Map())
  }

  get size(): number {
    return this.rows.size
  }

  get(key: string): unknown {
    return this.rows.get(key)
  }

  all(): Iterable<unknown> {
    return this.rows.values()
  }

  *by(index: string, value: string): Iterable<unknown> {
    const keys = this.indexes.get(index)?.get(value)
    if (keys) for (const key of keys) yield this.rows.get(key)
  }

  countBy(index: string, value: string): number {
    return this.indexes.get(index)?.get(value)?.size ?? 0
  }

  put(key: string, row: unknown): void {
    const before = this.rows.get(key)
    this.rows.set(key, row)
    for (const [name, valueOf] of Object.entries(this.table.indexes)) {
      const [old, next] = [before === undefined ? undefined : valueOf(before), valueOf(row)]
      if (old === next) continue
      if (old !== undefined) this.unindex(name, old, key)
      if (next !== undefined) this.index(name, next, key)
    }
  }

  delete(key: string): void {
    const before = this.rows.get(key)
    if (before === undefined) return
    this.rows.delete(key)
    for (const [name, valueOf] of Object.entries(this.table.indexes)) {
      const old = valueOf(before)
      if (old !== undefined) this.unindex(name, old, key)
    }
  }

  private index(name: string, value: string, key: string): void {
    const values = this.indexes.get(name)
    const keys = values?.get(value)
    if (keys) keys.add(key)
    else values?.set(value, new Set([key]))
  }

  private unindex(name: string, value: string, key: string): void {
    const values = this.indexes.get(name)
    const keys = values?.get(value)
    keys?.delete(key)
    if (keys?.size === 0) values?.delete(value)
  }
}

/** Every table of every account and region, in memory. */
export class MemoryTables {
  private readonly tables = new Map<string, Map<string, Rows>>()
  /** Rows read from disk before anybody asked for their table. */
  private readonly waiting = new Map<string, Map<string, [string, unknown][]>>()

  rows(table: Table<unknown>, scope: Scope): Rows {
    const scopeKey = scopeOf(table, scope)
    let scopes = this.tables.get(table.name)
    if (!scopes) this.tables.set(table.name, (scopes = new Map<string, Rows>()))
    let rows = scopes.get(scopeKey)
    if (!rows) {
      rows = new Rows(table)
      scopes.set(scopeKey, rows)
      const loaded = this.waiting.get(table.name)
      for (const [key, row] of loaded?.get(scopeKey) ?? []) rows.put(key, row)
      loaded?.delete(scopeKey)
    }
    return rows
  }

  /** Takes a row from disk; its indexes are made when its table is first used. */
  load(table: string, scopeKey: string, key: string, row: unknown): void {
    let scopes = this.waiting.get(table)
    if (!scopes) this.waiting.set(table, (scopes = new Map<string, [string, unknown][]>()))
    const rows = scopes.get(scopeKey)
    if (rows) rows.push([key, row])
    else scopes.set(scopeKey, [[key, row]])
  }

  /** The accounts and regions in which this table holds anything. */
  scopesOf(table: Table<unknown>): Scope[] {
    const keys = new Set([
      ...[...(this.tables.get(table.name) ?? [])].filter(([, rows]) => rows.size > 0).map(([key]) => key),
      ...(this.waiting.get(table.name)?.keys() ?? []),
    ])
    return [...keys].map((key) => {
      const [account = '', region = ''] = key.split('/')
      return { account, region }
    })
  }
}

/** `account/region`, or `account` for tables of a whole account. */
export function scopeOf(table: Pick<Table<unknown>, 'scope'>, scope: Scope): string {
  return table.scope === 'account' ? scope.account : `${scope.account}/${scope.region}`
}
