import type { GetParameterRequest, GetParameterResult } from '@aws-sdk/client-ssm'
import type { Operation } from '../../operation.ts'
import { findParameter, parameterNotFound, versionNotFound } from './find-parameter.ts'
import { requireParameterId } from './parameter-name.ts'
import { isSecretReference, referredSecret } from './secret-reference.ts'
import { shownParameter } from './shown-parameter.ts'

/** Reads one parameter by name or ARN, its latest version or the one named behind a colon. */
export const getParameter: Operation<GetParameterRequest, GetParameterResult> = (tx, request, context) => {
  if (isSecretReference(request.Name)) {
    return { Parameter: referredSecret(tx, request.Name, request.WithDecryption, context) }
  }
  const id = requireParameterId(request.Name ?? '')
  const elsewhere = id.place && (id.place.region !== tx.region || id.place.account !== tx.account)
  if (elsewhere) throw parameterNotFound()
  const found = findParameter(tx, id)
  if (found.kind === 'missing') {
    throw found.what === 'parameter' ? parameterNotFound() : versionNotFound(id.name, id.selector ?? '')
  }
  const name = id.place ? undefined : id.name
  const shown = { decrypt: request.WithDecryption, selector: id.selector, name }
  return { Parameter: shownParameter(tx, found.version, shown, context) }
}
