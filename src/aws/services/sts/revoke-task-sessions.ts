import { everyAccount, issuedKeys } from '../../../model/sts/tables.ts'
import type { Transaction } from '../../../model/state.ts'

/** Ends every session that was issued to a task: requests signed with its keys are refused from now on. */
export function revokeTaskSessions(tx: Transaction, taskArn: string): void {
  const keys = tx.at({ account: everyAccount })
  const ids = Array.from(keys.by(issuedKeys, 'task', taskArn), ({ accessKeyId }) => accessKeyId)
  for (const id of ids) keys.delete(issuedKeys, id)
}
