import type { GetParametersRequest, GetParametersResult, Parameter } from '@aws-sdk/client-ssm'
import type { Operation } from '../../operation.ts'
import { findParameter } from './find-parameter.ts'
import { parseParameterId } from './parameter-name.ts'
import { isSecretReference, referredSecretOrNone } from './secret-reference.ts'
import { shownParameter } from './shown-parameter.ts'

/**
 * Reads up to ten parameters. What is not there, or not in the version asked for, is listed as invalid and is no
 * error; a name given twice counts once.
 */
export const getParameters: Operation<GetParametersRequest, GetParametersResult> = (tx, request, context) => {
  const found: Parameter[] = []
  const invalid: string[] = []
  for (const text of new Set(request.Names)) {
    if (isSecretReference(text)) {
      const secret = referredSecretOrNone(tx, text, request.WithDecryption, context)
      if (secret) found.push(secret)
      else invalid.push(text)
      continue
    }
    const id = parseParameterId(text)
    const here = id && (!id.place || (id.place.region === tx.region && id.place.account === tx.account))
    const parameter = here ? findParameter(tx, id) : undefined
    if (parameter?.kind !== 'found') {
      invalid.push(text)
      continue
    }
    const name = id?.place ? undefined : id?.name
    const shown = { decrypt: request.WithDecryption, selector: id?.selector, name }
    found.push(shownParameter(tx, parameter.version, shown, context))
  }
  return { Parameters: found, InvalidParameters: invalid }
}
