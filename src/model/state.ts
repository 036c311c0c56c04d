/**
 * The account's state as operations and the control plane see it: tables of rows, read and changed in transactions.
 * The store implements this; nothing else does. Rows are plain JSON (times are epoch milliseconds in fields ending
 * in `Ms`), are never changed in place, and are replaced whole by `put`.
 */

/** Declares one kind of row. `region` tables exist once per account and region, `account` tables once per account. */
export interface Table<Row, Index extends string = string> {
  readonly name: string
  readonly scope: 'region' | 'account'
  readonly indexes: Readonly<Record<Index, (row: Row) => string | undefined>>
}

/** Declares a table of a region. The name is `<service>.<rows>`, e.g. `ecs.clusters`, and stands in the store's file. */
export function regionTable<Row, Index extends string = never>(
  name: string,
  indexes = {} as Readonly<Record<Index, (row: Row) => string | undefined>>,
): Table<Row, Index> {
  return { name, scope: 'region', indexes }
}

/** Declares a table of a whole account, such as IAM's. */
export function accountTable<Row, Index extends string = never>(
  name: string,
  indexes = {} as Readonly<Record<Index, (row: Row) => string | undefined>>,
): Table<Row, Index> {
  return { name, scope: 'account', indexes }
}

/** Read access to one account and region at one moment. Listings come in the order in which rows were first put. */
export interface View {
  readonly account: string
  readonly region: string
  get<Row>(table: Table<Row, never> | Table<Row>, key: string): Row | undefined
  all<Row>(table: Table<Row, never> | Table<Row>): Iterable<Row>
  count<Row>(table: Table<Row, never> | Table<Row>): number
  /** The rows whose index has this value, in the order in which they were first put. */
  by<Row, Index extends string>(table: Table<Row, Index>, index: Index, value: string): Iterable<Row>
  /** How many rows have this value in an index, without looking at them. */
  countBy<Row, Index extends string>(table: Table<Row, Index>, index: Index, value: string): number
  /** The same state seen from another region or account. */
  at(scope: { readonly account?: string; readonly region?: string }): View
}

/** A view whose changes become visible and durable together, or not at all. */
export interface Transaction extends View {
  put<Row>(table: Table<Row, never> | Table<Row>, key: string, row: Row): void
  delete<Row>(table: Table<Row, never> | Table<Row>, key: string): void
  at(scope: { readonly account?: string; readonly region?: string }): Transaction
}

/** Where a transaction plays: operations see one account and region, and may look `at` another. */
export interface Scope {
  readonly account: string
  readonly region: string
}

/** What a transaction gave, and when it is safe: undefined where nothing was changed. */
export interface Committed<Result> {
  readonly result: Result
  readonly durable: Promise<void> | undefined
}

/** The account's state. Changes are visible to the next transaction at once, and may be acknowledged when durable. */
export interface StateStore {
  /** How many transactions have changed something: what was read stays true as long as this stays the same. */
  readonly version: number
  view(scope: Scope): View
  /** Runs to the end or not at all: what it throws takes its changes back. */
  transact<Result>(scope: Scope, run: (tx: Transaction) => Result): Committed<Result>
}
