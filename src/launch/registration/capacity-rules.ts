import type { CapacityProviderStrategyItem } from '@aws-sdk/client-ecs'
import { launchTypeOf } from '../../model/ecs/capacity-spread.ts'
import { refusing, verified, type Refusal, type Rule } from './refusal.ts'
import { knownItems } from './unsettled.ts'

const refused = refusing('InvalidParameterException')
/** A strategy has at most this many capacity providers. */
const MAX_PROVIDERS = 20
const part = 'capacityProviderStrategy'

/** A launch type and a strategy at once (spec ERRORS A-36). */
export function computeRefusal(
  launchType: string | undefined,
  strategy: readonly CapacityProviderStrategyItem[] | undefined,
): Refusal | undefined {
  if (!launchType || !strategy?.length) return undefined
  return refused(
    'launch-type-and-strategy',
    'launchType',
    'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
    verified,
  )
}

/** What a capacity provider strategy is checked against. */
export interface StrategyQuestion {
  readonly strategy: readonly CapacityProviderStrategyItem[]
  readonly use: 'cluster' | 'launch'
  /** Whether there is such a provider; may throw `NotKnown`. */
  readonly exists: (name: string) => boolean
  /** Whether the cluster has it; may throw `NotKnown`. */
  readonly isAssociated: (name: string) => boolean
}

/** A capacity provider strategy: its providers, and how tasks are spread among them. */
export function strategyRules(question: StrategyQuestion): readonly Rule[] {
  const { strategy, use } = question
  return [
    () =>
      strategy.length > MAX_PROVIDERS
        ? refused('strategy', part, `capacityProviderStrategy can have at most ${MAX_PROVIDERS} items.`)
        : undefined,
    ...knownItems(() => strategy).map(
      ({ item }): Rule =>
        () =>
          providerRefusal(item.capacityProvider ?? '', question),
    ),
    () => mixRefusal(strategy),
    () => baseRefusal(strategy, use),
    () => (use === 'launch' ? weightRefusal(strategy) : undefined),
  ]
}

function providerRefusal(name: string, { exists, isAssociated }: StrategyQuestion): Refusal | undefined {
  if (!exists(name)) {
    const text = 'The specified capacity provider does not exist. Specify a valid name or ARN and try again.'
    return refused('capacity-provider-unknown', part, text)
  }
  if (isAssociated(name)) return undefined
  const text =
    'The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster and try again.'
  return refused('capacity-provider-not-associated', part, text)
}

function mixRefusal(strategy: readonly CapacityProviderStrategyItem[]): Refusal | undefined {
  const fargate = strategy.filter(({ capacityProvider = '' }) => launchTypeOf(capacityProvider) === 'FARGATE')
  if (fargate.length === 0 || fargate.length === strategy.length) return undefined
  const text =
    'The specified capacity provider strategy cannot contain both Fargate and Auto Scaling group capacity providers.'
  return refused('strategy', part, text)
}

function baseRefusal(
  strategy: readonly CapacityProviderStrategyItem[],
  use: StrategyQuestion['use'],
): Refusal | undefined {
  if (strategy.filter(({ base = 0 }) => base > 0).length <= 1) return undefined
  const text =
    use === 'cluster'
      ? 'The specified capacity provider strategy contains multiple capacity providers with a base value defined.'
      : 'There are multiple capacity providers in the specified capacity provider strategy with a base value defined.'
  return refused('strategy', part, text)
}

function weightRefusal(strategy: readonly CapacityProviderStrategyItem[]): Refusal | undefined {
  if (strategy.length === 0 || strategy.some(({ weight = 0 }) => weight > 0)) return undefined
  const text =
    'There are no capacity providers in the capacity provider strategy with a weight value greater than zero.'
  return refused('strategy-weight', part, text)
}
