import type { HeadObjectOutput, HeadObjectRequest } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { readObject } from './read-object.ts'

/** HeadObject: what GetObject says, without the bytes. */
export const headObject: Operation<HeadObjectRequest, HeadObjectOutput> = (tx, request, context) =>
  readObject(tx, request, context).members
