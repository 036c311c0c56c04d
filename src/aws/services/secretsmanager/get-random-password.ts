import type { GetRandomPasswordRequest, GetRandomPasswordResponse } from '@aws-sdk/client-secrets-manager'
import type { FreshIds, Operation } from '../../operation.ts'
import { invalidParameter } from './secret-faults.ts'

const LOWERCASE = 'abcdefghijklmnopqrstuvwxyz'
const NUMBERS = '0123456789'
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'
const DEFAULT_LENGTH = 32

/** Makes a random password of the kinds of characters that are not excluded. */
export const getRandomPassword: Operation<GetRandomPasswordRequest, GetRandomPasswordResponse> = (
  _tx,
  request,
  { fresh },
) => {
  const length = request.PasswordLength ?? DEFAULT_LENGTH
  const kinds = includedKinds(request)
  if (kinds.length === 0) throw invalidParameter('No characters are left to make a password of.')
  const required = (request.RequireEachIncludedType ?? true) ? kinds : []
  if (required.length > length)
    throw invalidParameter('Password length is too short based on the required types.')
  const picked = required.map((kind) => fresh.text(1, kind))
  const rest = fresh.text(length - picked.length, kinds.join('')).split('')
  return { RandomPassword: shuffle([...picked, ...rest], fresh).join('') }
}

function includedKinds(request: GetRandomPasswordRequest): string[] {
  const excluded = new Set(request.ExcludeCharacters)
  const kinds = [
    request.ExcludeLowercase ? '' : LOWERCASE,
    request.ExcludeUppercase ? '' : LOWERCASE.toUpperCase(),
    request.ExcludeNumbers ? '' : NUMBERS,
    request.ExcludePunctuation ? '' : PUNCTUATION,
    request.IncludeSpace ? ' ' : '',
  ]
  return kinds
    .map((kind) =>
      kind
        .split('')
        .filter((character) => !excluded.has(character))
        .join(''),
    )
    .filter(Boolean)
}

/** The required characters must not stand at the beginning. */
function shuffle(characters: readonly string[], fresh: FreshIds): string[] {
  return characters
    .map((character) => ({ character, rank: fresh.hex(16) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ character }) => character)
}
