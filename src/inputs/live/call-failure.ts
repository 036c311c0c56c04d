import { ruleOf, type LiveCall } from './live-calls.ts'

/** Why a call told nothing: what happened, and what would make it tell. */
export interface CallFailure {
  /** One line without a full stop: `iam:GetRole worker was denied`. */
  readonly reason: string
  readonly settledBy: string
  readonly isDenied: boolean
}

interface Thrown {
  readonly name?: string
  readonly code?: string
  readonly message?: string
  readonly $metadata?: { readonly httpStatusCode?: number }
}

const denials = new Set([
  ...['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation', 'UnauthorizedException'],
  ...['AuthorizationError', 'AuthorizationErrorException', 'NotAuthorized', 'Forbidden', 'AllAccessDisabled'],
])

/** What an endpoint that is not AWS answers to operations that it does not have. */
const missing = new Set([
  ...[
    'NotImplemented',
    'NotImplementedException',
    'InvalidAction',
    'UnknownOperation',
    'UnknownOperationException',
  ],
  ...['UnsupportedOperation', 'UnsupportedOperationException', 'InternalFailure', 'NotYetImplemented'],
])

const expired = new Set(['ExpiredToken', 'ExpiredTokenException', 'RequestExpired', 'TokenRefreshRequired'])

const unknownCaller = new Set([
  ...['CredentialsProviderError', 'TokenProviderError', 'InvalidClientTokenId', 'InvalidAccessKeyId'],
  ...['UnrecognizedClientException', 'SignatureDoesNotMatch', 'InvalidSignatureException', 'AuthFailure'],
  ...['IncompleteSignature', 'MissingAuthenticationToken'],
])

const unreachable = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ECONNRESET', 'TimeoutError'],
  'ERR_INVALID_URL',
])

/** No call can tell anything with these: whoever runs the check has to do something first. */
const hopeless = new Set([...expired, ...unknownCaller, ...unreachable])

/** Whether an error says that the thing asked for is not there. */
export function isAbsence(call: LiveCall, error: unknown): boolean {
  const { absentOn = [] } = ruleOf(call)
  const names = namesOf(error)
  return names.some((name) => absentOn.includes(name)) && !names.some((name) => denials.has(name))
}

/** Whether no call would tell anything: no credentials, or nothing that answers. */
export function isHopeless(error: unknown): boolean {
  return namesOf(error).some((name) => hopeless.has(name))
}

/** What whoever runs the check can do about an error with which no call tells anything. */
export function wayOut(error: unknown): string | undefined {
  const names = namesOf(error)
  const isOne = (codes: ReadonlySet<string>): boolean => names.some((name) => codes.has(name))
  if (isOne(expired)) return 'sign in again: the credentials are no longer valid'
  if (isOne(unknownCaller)) return 'sign in: `aws sts get-caller-identity` says whether that worked'
  if (!isOne(unreachable)) return undefined
  return 'let this machine reach the endpoint: AWS, or the one that AWS_ENDPOINT_URL or the profile names'
}

/** What an error means for the fact that was asked for. */
export function failureOf(call: LiveCall, on: string, error: unknown): CallFailure {
  const what = on === '' ? call : `${call} ${on}`
  const status = (error as Thrown).$metadata?.httpStatusCode
  const names = namesOf(error)
  if (isHopeless(error)) {
    const reason = `${what} failed (${wordsOf(error)})`
    return { reason, settledBy: wayOut(error) ?? 'trying again', isDenied: false }
  }
  if (names.some((name) => denials.has(name)) || status === 403) {
    const permissions = ruleOf(call).needs.join(' and ')
    return { reason: `${what} was denied`, settledBy: `permission ${permissions}`, isDenied: true }
  }
  if (names.some((name) => missing.has(name)) || status === 501 || status === 404) {
    return {
      reason: `${what} is not answered by this endpoint`,
      settledBy: `an endpoint with ${call}`,
      isDenied: false,
    }
  }
  return { reason: `${what} failed (${wordsOf(error)})`, settledBy: 'trying again', isDenied: false }
}

/** An error's name and first line, as short as a fact may be. */
export function wordsOf(error: unknown): string {
  const { message = '' } = error as Thrown
  const [name = 'Error'] = namesOf(error)
  const [line = ''] = message.split('\n')
  return `${name}${line === '' || line === name ? '' : `: ${line.slice(0, 200)}`}`
}

function namesOf(error: unknown): readonly string[] {
  const { name, code } = error as Thrown
  return [name, code].filter((one): one is string => typeof one === 'string' && one !== '' && one !== 'Error')
}
