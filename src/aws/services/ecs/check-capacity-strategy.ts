import type { CapacityProviderStrategyItem } from '@aws-sdk/client-ecs'
import { strategyRules } from '../../../launch/registration/capacity-rules.ts'
import { refusalsOf } from '../../../launch/registration/refusal.ts'
import type { View } from '../../../model/state.ts'
import { enforce } from './enforce.ts'
import { invalidParameter } from './errors.ts'
import { capacityProviderExists } from './find-capacity-provider.ts'

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
  enforce(
    refusalsOf(
      strategyRules({
        strategy,
        use,
        exists: (name) => capacityProviderExists(view, name),
        isAssociated: (name) => associated.includes(name),
      }),
    ),
  )
  return strategy.map(({ capacityProvider, weight = 0, base = 0 }) => ({ capacityProvider, weight, base }))
}
