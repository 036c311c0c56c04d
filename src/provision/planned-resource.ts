import type { JsonValue } from '../model/stack.ts'
import type { EvaluatedValue, Source, Unresolved } from '../model/template.ts'
import type { ValuePlace } from './api-shapes.ts'
import type { ResourceHandler } from './resource-handler.ts'

/** The properties of a resource at the moment it is made. */
export interface PlannedProperties {
  readonly value: Readonly<Record<string, EvaluatedValue>>
  /** The same without secrets. */
  readonly kept: Readonly<Record<string, JsonValue>>
  /** Every value that is not known, with where it stands. */
  readonly unresolved: readonly { readonly value: Unresolved; readonly source: Source }[]
  readonly place: ValuePlace
}

/** One resource that a stack shall have: of the template, or of `seatrial.yaml`. */
export interface PlannedResource {
  readonly logicalId: string
  readonly type: string
  readonly region: string
  /** Where it is declared. */
  readonly source: Source
  readonly handler: ResourceHandler | undefined
  /** Logical ids that must be there first. */
  readonly needs: readonly string[]
  /** Logical ids that its properties mention: without one of these it cannot be made. */
  readonly mentions: ReadonlySet<string>
  readonly deletionPolicy: string
  readonly updateReplacePolicy: string
  /** Evaluates its properties against what was made so far. Throws an InputError. */
  properties(): Promise<PlannedProperties>
}

/**
 * Puts resources in the order in which they are made: each after what it needs, and ECS services as late as they can
 * be, so that what their tasks read when they start is there although nothing in the template says that they need it.
 */
export function inOrder(planned: readonly PlannedResource[]): readonly PlannedResource[] {
  const known = new Set(planned.map(({ logicalId }) => logicalId))
  const waiting = [...planned]
  const done = new Set<string>()
  const ordered: PlannedResource[] = []
  const ready = ({ needs }: PlannedResource): boolean =>
    needs.every((need) => done.has(need) || !known.has(need))
  while (waiting.length > 0) {
    let index = waiting.findIndex((item) => item.type !== 'AWS::ECS::Service' && ready(item))
    if (index === -1) index = waiting.findIndex(ready)
    const [next] = waiting.splice(index, 1)
    if (!next || index === -1) throw new Error('resources that need each other were not reported')
    done.add(next.logicalId)
    ordered.push(next)
  }
  return ordered
}
