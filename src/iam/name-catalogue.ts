import type { ActionCatalogue, ActionDetails } from './action-catalogue.ts'
import { coversAction } from './action-pattern.ts'
import { editDistance } from '../model/edit-distance.ts'

/** What the catalogue says about an action as a policy writes it. */
export type ActionStanding =
  | { readonly kind: 'exists' }
  /** The service was not asked for when the catalogue was loaded. */
  | { readonly kind: 'not-loaded' }
  | { readonly kind: 'no-such-service'; readonly meant?: string }
  /** Also a wildcard that covers no action. */
  | { readonly kind: 'no-such-action'; readonly meant?: string }

/** Whether an action of a policy exists, and what was probably meant if not; `needed` is preferred where as near. */
export function actionStanding(written: string, catalogue: ActionCatalogue, needed?: string): ActionStanding {
  const [service = '', name = ''] = written.toLowerCase().split(':')
  if (written === '*' || /[*?]/.test(service)) return { kind: 'exists' }
  if (!catalogue.serviceNames.has(service)) {
    const near = nearest(service, [prefixOf(needed), ...catalogue.serviceNames])
    return near === undefined
      ? { kind: 'no-such-service' }
      : { kind: 'no-such-service', meant: `${near}:${name}` }
  }
  const actions = catalogue.services.get(service)
  if (!actions) return { kind: 'not-loaded' }
  if (actions.has(name)) return { kind: 'exists' }
  if (
    /[*?]/.test(name) &&
    [...actions.keys()].some((action) => coversAction(written, `${service}:${action}`))
  )
    return { kind: 'exists' }
  const names = [...actions.values()].map((action) => action.name)
  const preferred =
    needed !== undefined && prefixOf(needed) === service ? [needed.slice(service.length + 1)] : []
  const near = nearest(name.replaceAll(/[*?]/g, ''), [...preferred, ...names])
  return near === undefined
    ? { kind: 'no-such-action' }
    : { kind: 'no-such-action', meant: `${service}:${near}` }
}

const prefixOf = (action = ''): string => action.slice(0, action.indexOf(':')).toLowerCase()

/** What is known of an action; undefined where it does not exist or its service was not loaded. */
export function actionDetails(action: string, catalogue: ActionCatalogue): ActionDetails | undefined {
  const [service = '', name = ''] = action.toLowerCase().split(':')
  return catalogue.services.get(service)?.get(name)
}

/** The name most like the one written; the first of several that are as near. */
export function nearest(written: string, names: Iterable<string>): string | undefined {
  let best: string | undefined
  // A third of the letters may differ, and one at least.
  let limit = Math.max(1, Math.floor(written.length / 3)) + 1
  for (const name of names) {
    if (name === '' || Math.abs(name.length - written.length) >= limit) continue
    const edits = editDistance(written, name)
    if (edits < limit) {
      best = name
      limit = edits
    }
  }
  return best
}
