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

/** No call can tell anything with these: whoever runs the check has to do something first. */
const hopeless = new Set([
  ...[
    'CredentialsProviderError',
    'TokenProviderError',
    'InvalidClientTokenId',
    'UnrecognizedClientException',
  ],
  ...['ExpiredToken', 'ExpiredTokenException', 'SignatureDoesNotMatch', 'AuthFailure', 'IncompleteSignature'],
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ECONNRESET', 'TimeoutError'],
  ...['InvalidSignatureException', 'InvalidAccessKeyId', 'MissingAuthenticationToken'],
])

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

/** What an error means for the fact that was asked for. */
export function failureOf(call: LiveCall, on: string, error: unknown): CallFailure {
  const what = on === '' ? call : `${call} ${on}`
  const status = (error as Thrown).$metadata?.httpStatusCode
  const names = namesOf(error)
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
