import type { EvaluatedLaunch } from '../launch/evaluated-launch.ts'
import type { Evidence } from '../model/verdict.ts'
import type { CauseFacts, Found, FoundRoot } from './cause.ts'

/**
 * What comes from one thing told as one: a route that is missing is met by every call of a launch, and mending it mends
 * them all. The facts are those of the call that comes first, with all the `hosts` and `services` that are called; each
 * call is among the evidence, with its place.
 */
export function toldByRoot(found: readonly Found[], { placeOf }: EvaluatedLaunch): readonly Found[] {
  const roots = new Map<string, Found[]>()
  const told: (Found | Found[])[] = []
  for (const one of found) {
    const known = one.root && roots.get(one.root.key)
    if (known) known.push(one)
    else if (one.root) {
      const all = [one]
      roots.set(one.root.key, all)
      told.push(all)
    } else told.push(one)
  }
  return told.flatMap((one) => (Array.isArray(one) ? together(one, placeOf) : one))
}

function together(all: readonly Found[], placeOf: EvaluatedLaunch['placeOf']): readonly Found[] {
  const [first] = all
  if (first === undefined) return []
  const calls = all.flatMap(({ facts: { step }, part }): Evidence[] => {
    if (step === undefined || part === undefined) return []
    const source = placeOf?.(part)
    return [{ fact: `it is needed to ${step}`, ...(source === undefined ? {} : { source }) }]
  })
  const each = (name: string): string =>
    [...new Set(all.map(({ facts }) => facts[name]).filter((value) => value !== undefined))].join(', ')
  const facts: CauseFacts = {
    ...first.facts,
    ...(each('host') === '' ? {} : { hosts: each('host') }),
    ...(each('service') === '' ? {} : { services: each('service') }),
  }
  const why = [...new Map([...first.why, ...calls].map((item) => [item.fact, item])).values()]
  return [{ ...first, facts, why }]
}

/** Where something is told: at its root where that is known, otherwise at the part that meets it. */
export function placeOfFound(
  { root, part }: { readonly root?: FoundRoot; readonly part?: string },
  { placeOf }: EvaluatedLaunch,
): string | undefined {
  if (root?.place !== undefined) return root.place
  const told = root?.part ?? part
  return told === undefined ? undefined : placeOf?.(told)
}
