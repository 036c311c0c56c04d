const NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/
const ADDRESS = /^\d{1,3}(\.\d{1,3}){3}$/
const TAKEN_PREFIX = /^(xn--|sthree-|amzn-s3-demo-)/
const TAKEN_SUFFIX = /(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/

/**
 * Whether S3 takes this as the name of a general purpose bucket.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function isBucketName(name: string): boolean {
  return (
    NAME.test(name) &&
    !name.includes('..') &&
    !ADDRESS.test(name) &&
    !TAKEN_PREFIX.test(name) &&
    !TAKEN_SUFFIX.test(name)
  )
}
