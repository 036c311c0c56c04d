import type { Fault } from '../../fault.ts'
import type { Violation } from '../../validation.ts'
import { badRequest, invalidArgument, malformedXml } from './s3-faults.ts'

/** S3's words for a request that breaks its model: most have a code of their own. */
export function s3Violation(violations: readonly Violation[]): Fault {
  const [first] = violations
  const name = first?.members[0] ?? ''
  if (first?.kind === 'required' && first.members.length === 1) {
    if (name === 'Bucket' || name === 'Key') return badRequest('InvalidRequest', `Missing required ${name}`)
    return badRequest('MissingRequestBodyError', 'Request Body is empty')
  }
  if (first && first.members.length > 1) return locationOrXml(first)
  if (name === 'StorageClass')
    return badRequest('InvalidStorageClass', 'The storage class you specified is not valid')
  if (name === 'EncodingType') {
    return invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', first?.value)
  }
  if (name === 'ServerSideEncryption') {
    const message = 'The encryption method specified is not supported'
    return badRequest('InvalidEncryptionAlgorithmError', message)
  }
  return invalidArgument(`Invalid value for ${name}`, name, first?.value)
}

function locationOrXml(violation: Violation): Fault {
  if (violation.members.at(-1) !== 'LocationConstraint') return malformedXml()
  return badRequest('InvalidLocationConstraint', 'The specified location-constraint is not valid', {
    LocationConstraint: violation.value,
  })
}
