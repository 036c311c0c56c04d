import type { CapacityProviderStrategyItem } from '@aws-sdk/client-ecs'
import type { View } from '../../../model/state.ts'
import { invalidParameter } from './errors.ts'
import { capacityProviderExists, fargateProviders } from './find-capacity-provider.ts'

/** A strategy has at most this many capacity providers. */
const MAX_PROVIDERS = 20

const unknownProvider =
  'The specified capacity provider does not exist. Specify a valid name or ARN and try again.'

/** Checks the names of capacity providers. Throws for one that does not exist. */
export function checkCapacityProviders(view: View, names: readonly string[]): readonly string[] {
  if (names.length > MAX_PROVIDERS)
    throw invalidParameter(`capacityProviders can have at most ${MAX_PROVIDERS} items.`)
  for (const name of names) if (!capacityProviderExists(view, name)) throw invalidParameter(unknownProvider)
  return [...new Set(names)]
}

/** Checks a strategy against the capacity providers of its cluster, and fills in `weight` and `base`. */
export function checkCapacityStrategy(
  view: View,
  strategy: readonly CapacityProviderStrategyItem[],
  associated: readonly string[],
  use: 'cluster' | 'launch',
): readonly CapacityProviderStrategyItem[] {
  if (strategy.length > MAX_PROVIDERS) {
    throw invalidParameter(`capacityProviderStrategy can have at most ${MAX_PROVIDERS} items.`)
  }
  const complete = strategy.map(({ capacityProvider, weight = 0, base = 0 }) => ({
    capacityProvider,
    weight,
    base,
  }))
  const names = complete.map(({ capacityProvider = '' }) => capacityProvider)
  for (const name of names) {
    if (!capacityProviderExists(view, name)) throw invalidParameter(unknownProvider)
    if (!associated.includes(name)) {
      throw invalidParameter(
        'The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster and try again.',
      )
    }
  }
  const fargate = names.filter((name) => fargateProviders.includes(name)).length
  if (fargate > 0 && fargate < names.length) {
    throw invalidParameter(
      'The specified capacity provider strategy cannot contain both Fargate and Auto Scaling group capacity providers.',
    )
  }
  if (complete.filter(({ base }) => base > 0).length > 1) {
    throw invalidParameter(
      use === 'cluster'
        ? 'The specified capacity provider strategy contains multiple capacity providers with a base value defined.'
        : 'There are multiple capacity providers in the specified capacity provider strategy with a base value defined.',
    )
  }
  if (use === 'launch' && complete.length > 0 && complete.every(({ weight }) => weight === 0)) {
    throw invalidParameter(
      'There are no capacity providers in the capacity provider strategy with a weight value greater than zero.',
    )
  }
  return complete
}
