import type { BucketRow } from '../../../model/s3/bucket.ts'
import { Fault } from '../../fault.ts'

/** A request that S3 refuses with 400 under the given code. */
export function badRequest(code: string, message: string, members: Record<string, unknown> = {}): Fault {
  return new Fault(code, message, { status: 400, members })
}

/** An argument whose value S3 does not take. */
export function invalidArgument(message: string, name: string, value: unknown): Fault {
  return badRequest('InvalidArgument', message, { ArgumentName: name, ArgumentValue: value })
}

export function malformedXml(): Fault {
  return badRequest(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  )
}

export function noSuchBucket(name: string): Fault {
  return new Fault('NoSuchBucket', 'The specified bucket does not exist', {
    status: 404,
    members: { BucketName: name },
  })
}

export function noSuchKey(key: string, headers: Record<string, string> = {}): Fault {
  return new Fault('NoSuchKey', 'The specified key does not exist.', {
    status: 404,
    members: { Key: key },
    headers,
  })
}

export function noSuchVersion(key: string, versionId: string): Fault {
  return new Fault('NoSuchVersion', 'The specified version does not exist.', {
    status: 404,
    members: { Key: key, VersionId: versionId },
  })
}

export function noSuchUpload(uploadId: string): Fault {
  const message =
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.'
  return new Fault('NoSuchUpload', message, { status: 404, members: { UploadId: uploadId } })
}

export function preconditionFailed(condition: string): Fault {
  return new Fault('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    status: 412,
    members: { Condition: condition },
  })
}

export function accessDenied(message = 'Access Denied'): Fault {
  return new Fault('AccessDenied', message, { status: 403 })
}

/** What S3 answers where a part of a bucket's configuration was never put. */
export function notConfigured(code: string, message: string, bucket: BucketRow): Fault {
  return new Fault(code, message, { status: 404, members: { BucketName: bucket.name } })
}

/** Says that S3 has this and Seatrial has not. */
export function notHere(what: string): Fault {
  return new Fault('NotImplemented', `${what} is not implemented by seatrial`, { status: 501 })
}
