import type { CapacityProviderStrategyItem } from '@aws-sdk/client-ecs'

/**
 * Which capacity provider the next task goes to: `base` tasks to the provider that has one, the others so that their
 * numbers follow the weights. `placed` says how many tasks each provider has already
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-capacity-providers.html).
 */
export function nextCapacityProvider(
  strategy: readonly CapacityProviderStrategyItem[],
  placed: Readonly<Record<string, number>>,
): string | undefined {
  const based = strategy.find(({ capacityProvider = '', base = 0 }) => (placed[capacityProvider] ?? 0) < base)
  if (based) return based.capacityProvider
  let best: { readonly name: string; readonly load: number } | undefined
  for (const { capacityProvider: name = '', base = 0, weight = 0 } of strategy) {
    if (weight <= 0) continue
    const load = ((placed[name] ?? 0) - base + 1) / weight
    if (!best || load < best.load) best = { name, load }
  }
  return best?.name
}

/** The launch type of a task that runs on this capacity provider. */
export function launchTypeOf(capacityProvider: string): 'FARGATE' | 'EC2' {
  return capacityProvider === 'FARGATE' || capacityProvider === 'FARGATE_SPOT' ? 'FARGATE' : 'EC2'
}
