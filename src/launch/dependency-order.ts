/** A container and the containers that must come before it. */
export interface DependencyNode {
  readonly name: string
  readonly after: readonly string[]
}

/** Containers with each after those it depends on, otherwise in their own order; or the names that form a cycle. */
export type DependencyOrder =
  | { readonly ok: true; readonly order: readonly string[] }
  | { readonly ok: false; readonly cycle: readonly string[] }

/** Orders containers by dependency. Names that are not containers of the task are left out: they are another failure. */
export function dependencyOrder(nodes: readonly DependencyNode[]): DependencyOrder {
  const byName = new Map(nodes.map((node) => [node.name, node]))
  const done = new Set<string>()
  const visit = (name: string, path: readonly string[]): readonly string[] | undefined => {
    if (done.has(name)) return undefined
    const seen = path.indexOf(name)
    if (seen >= 0) return [...path.slice(seen), name]
    for (const before of byName.get(name)?.after ?? []) {
      const cycle = byName.has(before) ? visit(before, [...path, name]) : undefined
      if (cycle) return cycle
    }
    done.add(name)
    return undefined
  }
  for (const { name } of nodes) {
    const cycle = visit(name, [])
    if (cycle) return { ok: false, cycle }
  }
  return { ok: true, order: [...done] }
}
