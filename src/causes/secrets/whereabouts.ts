import { commercialRegions } from '../../model/ec2/regions.ts'
import { parseArn } from '../../model/arn.ts'
import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { Fact } from '../../model/launch/fact.ts'
import type { ParameterReference, SecretReference } from '../../model/launch/secret-reference.ts'
import { withoutSuffix } from './secret-arn.ts'

/**
 * Where the thing is that a reference misses. `unfinished`: the ARN of a secret without its random characters;
 * `replaced`: with those of another secret of that name. `open`: nowhere that is known; what would tell more.
 */
export type Whereabouts =
  | { readonly kind: 'unfinished' | 'replaced'; readonly actual: string }
  | { readonly kind: 'other-region'; readonly region: string; readonly actual: string }
  | { readonly kind: 'other-account'; readonly account: string; readonly actual: string }
  | { readonly kind: 'like-named'; readonly actual: string }
  | { readonly kind: 'a-secret'; readonly actual: string }
  | { readonly kind: 'other-version' }
  | { readonly kind: 'nowhere'; readonly open: readonly string[] }

/** Where the secret is that a reference does not find. */
export function secretWhereabouts(
  { world, request }: EvaluatedLaunch,
  { region, account, secretName }: SecretReference,
): Whereabouts {
  const bare = withoutSuffix(secretName)
  const arnIn = (place: string, name: string): string | undefined =>
    valueOf(world.secret(place, name, {}))?.arn
  const whole = arnIn(region, secretName)
  if (whole !== undefined && accountOf(whole) === account) return { kind: 'unfinished', actual: whole }
  const renewed = bare === secretName ? undefined : arnIn(region, bare)
  if (renewed !== undefined && accountOf(renewed) === account) return { kind: 'replaced', actual: renewed }
  const names = bare === secretName ? [bare] : [bare, secretName]
  const foreign = whole ?? renewed
  if (foreign !== undefined)
    return { kind: 'other-account', account: accountOf(foreign) ?? request.account, actual: foreign }
  for (const place of otherRegions(region, request.region)) {
    const actual = names.map((name) => arnIn(place, name)).find((arn) => arn !== undefined)
    if (actual !== undefined) return { kind: 'other-region', region: place, actual }
  }
  const like = likeNames(bare).find((name) => arnIn(region, name) !== undefined)
  if (like !== undefined) return { kind: 'like-named', actual: arnIn(region, like) ?? like }
  return { kind: 'nowhere', open: openOf([world.secret(region, bare, {})]) }
}

/** Where the parameter is that a reference does not find. */
export function parameterWhereabouts(
  { world, request }: EvaluatedLaunch,
  { region, account, form, parameterName, version, label }: ParameterReference,
): Whereabouts {
  const isThere = (place: string, owner: string, name: string): boolean =>
    valueOf(world.parameter(place, owner, name, {})) !== undefined
  if ((version ?? label) !== undefined && isThere(region, account, parameterName))
    return { kind: 'other-version' }
  const [name = parameterName] = parameterName.split(':')
  const secret = form === 'name' ? world.secret(region, name, {}) : undefined
  const asSecret = secret === undefined ? undefined : valueOf(secret)
  if (asSecret !== undefined) return { kind: 'a-secret', actual: asSecret.arn }
  if (account !== request.account && isThere(region, request.account, parameterName))
    return { kind: 'other-account', account: request.account, actual: parameterName }
  const like = likeNames(parameterName).find((other) => isThere(region, account, other))
  if (like !== undefined) return { kind: 'like-named', actual: like }
  const place = otherRegions(region, request.region).find((one) => isThere(one, account, parameterName))
  if (place !== undefined) return { kind: 'other-region', region: place, actual: parameterName }
  return { kind: 'nowhere', open: openOf(secret === undefined ? [] : [secret]) }
}

function valueOf<Value>(fact: Fact<Value>): Value | undefined {
  return fact.known && !fact.absent ? fact.value : undefined
}

function openOf(facts: readonly Fact<unknown>[]): string[] {
  return facts.flatMap((fact) => (fact.known ? [] : [fact.settledBy]))
}

function accountOf(arn: string): string | undefined {
  return parseArn(arn)?.account
}

/** The task's own region first: there a forgotten region is mostly meant. */
function otherRegions(asked: string, own: string): string[] {
  return [...new Set([own, ...commercialRegions.map(({ region }) => region)])].filter((one) => one !== asked)
}

/** Names that are taken for one another: without or with the first slash, in other case, with `_` for `-`. */
function likeNames(name: string): string[] {
  const slashes = name.startsWith('/') ? name.slice(1) : `/${name}`
  const forms = [name.toLowerCase(), name.toUpperCase(), name.replaceAll('_', '-'), name.replaceAll('-', '_')]
  return [...new Set([slashes, ...forms])].filter((one) => one !== name && one !== '')
}
