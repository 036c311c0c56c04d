import type { Transaction } from '../../../model/state.ts'
import { clientTokens } from '../../../model/ec2/tables.ts'
import { Fault } from '../../fault.ts'

interface TokenRequest {
  readonly ClientToken?: string | undefined
}

/** The id of what the same call with the same token made before. Throws where that call asked for something else. */
export function madeBefore(tx: Transaction, operation: string, request: TokenRequest): string | undefined {
  const earlier =
    request.ClientToken === undefined ? undefined : tx.get(clientTokens, keyOf(operation, request))
  if (!earlier) return undefined
  if (earlier.request === JSON.stringify(request)) return earlier.resourceId
  const text = `The client token you have provided is associated with a resource that was created with different parameters: ${request.ClientToken}`
  throw new Fault('IdempotentParameterMismatch', text)
}

/** Keeps what a call with a token made, for as long as the resource lives. */
export function rememberToken(
  tx: Transaction,
  operation: string,
  request: TokenRequest,
  resourceId: string,
): void {
  if (request.ClientToken === undefined || request.ClientToken === '') return
  const key = keyOf(operation, request)
  tx.put(clientTokens, key, { key, resourceId, request: JSON.stringify(request) })
}

function keyOf(operation: string, request: TokenRequest): string {
  return `${operation}/${request.ClientToken}`
}
