import Database from 'libsql'

/** One row as it is kept: undefined deletes it. */
export interface Change {
  readonly table: string
  readonly scope: string
  readonly key: string
  readonly row: unknown
}

/** Rows waiting for the disk may be this many before writers are made to wait for a flush. */
const MAX_PENDING_CHANGES = 50_000

/**
 * Keeps rows in one SQLite file. Changes that arrive in the same turn of the event loop share one transaction; a
 * later change of the same row replaces the earlier one before either is written.
 */
export class Journal {
  private readonly database: Database.Database
  private readonly upsert: Database.Statement
  private readonly remove: Database.Statement
  private readonly begin: Database.Statement
  private readonly commit: Database.Statement
  private pending = new Map<string, Change>()
  private waiting: { resolve: () => void; reject: (error: unknown) => void }[] = []
  private scheduled: NodeJS.Immediate | undefined

  constructor(path: string) {
    this.database = new Database(path)
    this.database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      CREATE TABLE IF NOT EXISTS rows (
        id INTEGER PRIMARY KEY,
        tbl TEXT NOT NULL,
        scope TEXT NOT NULL,
        key TEXT NOT NULL,
        value TEXT NOT NULL,
        UNIQUE (tbl, scope, key)
      );
    `)
    this.upsert = this.database.prepare(
      'INSERT INTO rows (tbl, scope, key, value) VALUES (?, ?, ?, ?) ' +
        'ON CONFLICT (tbl, scope, key) DO UPDATE SET value = excluded.value',
    )
    this.begin = this.database.prepare('BEGIN IMMEDIATE')
    this.commit = this.database.prepare('COMMIT')
    this.remove = this.database.prepare('DELETE FROM rows WHERE tbl = ? AND scope = ? AND key = ?')
  }

  /** Reads everything, in the order in which rows were first put. */
  *read(): Iterable<Change> {
    const statement = this.database.prepare('SELECT tbl, scope, key, value FROM rows ORDER BY id')
    for (const row of statement.iterate() as Iterable<{
      tbl: string
      scope: string
      key: string
      value: string
    }>) {
      yield { table: row.tbl, scope: row.scope, key: row.key, row: JSON.parse(row.value) }
    }
  }

  /** Takes changes; the promise is kept when they would survive the process being killed. */
  append(changes: readonly Change[]): Promise<void> {
    for (const change of changes) this.pending.set(`${change.table}\0${change.scope}\0${change.key}`, change)
    if (this.pending.size > MAX_PENDING_CHANGES) {
      this.flush()
      return Promise.resolve()
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject })
      this.scheduled ??= setImmediate(() => this.flush())
    })
  }

  /** Writes what is waiting, now. */
  flush(): void {
    const [changes, waiting] = [this.pending, this.waiting]
    this.pending = new Map()
    this.waiting = []
    if (this.scheduled) clearImmediate(this.scheduled)
    this.scheduled = undefined
    if (changes.size === 0 && waiting.length === 0) return
    try {
      this.write(changes.values())
      for (const { resolve } of waiting) resolve()
    } catch (error) {
      for (const { reject } of waiting) reject(error)
      if (waiting.length === 0) throw error
    }
  }

  close(): void {
    this.flush()
    this.database.close()
  }

  private write(changes: Iterable<Change>): void {
    this.begin.run()
    try {
      for (const { table, scope, key, row } of changes) {
        if (row === undefined) this.remove.run(table, scope, key)
        else this.upsert.run(table, scope, key, JSON.stringify(row))
      }
      this.commit.run()
    } catch (error) {
      this.database.exec('ROLLBACK')
      throw error
    }
  }
}
