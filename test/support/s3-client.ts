import { S3Client, S3ServiceException, type S3ClientConfig } from '@aws-sdk/client-s3'
import { expect } from 'vitest'

/** A client of the S3 at this address. It does not try again: what is answered first is what a test is about. */
export function s3Client(url: string, region = 'us-east-1', config: S3ClientConfig = {}): S3Client {
  return new S3Client({
    endpoint: url,
    region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    forcePathStyle: true,
    maxAttempts: 1,
    ...config,
  })
}

/** Expects a call to fail with this code and status. Gives the error for further looks. */
export async function expectFault(
  call: Promise<unknown>,
  code: string,
  status: number,
): Promise<S3ServiceException> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(S3ServiceException)
  const fault = error as S3ServiceException
  expect([fault.name, fault.$metadata.httpStatusCode]).toEqual([code, status])
  return fault
}
