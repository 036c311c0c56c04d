import type { Cause } from '../cause.ts'

/** Rows of a table of cases with the code of their cause in front, as their title. */
export function titled<Row extends readonly [Cause, ...unknown[]]>(...rows: Row[]): [string, ...Row][] {
  return rows.map((row) => [row[0].code, ...row])
}
