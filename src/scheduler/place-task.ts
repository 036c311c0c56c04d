/** A subnet in which a task could be placed. */
export interface SubnetChoice {
  readonly subnetId: string
  /** Missing where the subnet is gone; a task placed there fails and says so. */
  readonly availabilityZone?: string
}

/**
 * Which subnet a service's next task goes to: ECS spreads tasks over availability zones, so one of the zone that has
 * fewest of them, and there the one that has fewest. `placed` says how many tasks each subnet has already.
 */
export function chooseSubnet(
  subnets: readonly SubnetChoice[],
  placed: ReadonlyMap<string, number>,
): string | undefined {
  const inSubnet = ({ subnetId }: SubnetChoice): number => placed.get(subnetId) ?? 0
  const inZone = ({ availabilityZone }: SubnetChoice): number =>
    subnets
      .filter((subnet) => subnet.availabilityZone === availabilityZone)
      .reduce((sum, subnet) => sum + inSubnet(subnet), 0)
  const load = (subnet: SubnetChoice): number => inZone(subnet) * 1_000_000 + inSubnet(subnet)
  let best: { readonly subnetId: string; readonly load: number } | undefined
  for (const subnet of subnets) {
    const its = load(subnet)
    if (!best || its < best.load) best = { subnetId: subnet.subnetId, load: its }
  }
  return best?.subnetId
}
