/**
 * An error of the caller's making, answered with AWS's own code and text. An operation throws it, which takes back
 * everything the operation wrote. Members of the modelled error shape beyond the message go into `members`.
 */
export class Fault extends Error {
  readonly code: string
  readonly status: number | undefined
  readonly members: Readonly<Record<string, unknown>>
  /** Headers of the answer, names in lower case: what S3 says of a bucket or object that it refuses. */
  readonly headers: Readonly<Record<string, string>>

  /** The HTTP status is taken from the model's error shape where it is not given here. */
  constructor(
    code: string,
    message: string,
    options: { status?: number; members?: Record<string, unknown>; headers?: Record<string, string> } = {},
  ) {
    super(message)
    this.name = 'Fault'
    this.code = code
    this.status = options.status
    this.members = options.members ?? {}
    this.headers = options.headers ?? {}
  }
}
