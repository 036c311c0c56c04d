/** Whether an index has any row: `isTaken(tx.by(roles, 'folded', name.toLowerCase()))`. */
export function isTaken(rows: Iterable<unknown>): boolean {
  return rows[Symbol.iterator]().next().done !== true
}
