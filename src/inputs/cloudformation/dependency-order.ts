import type { TemplateResource } from '../../model/template.ts'
import { Unresolved } from '../../model/template.ts'
import { ProblemList } from '../input-error.ts'
import { dependencyGraph, levelsOf, reportCycles } from './dependency-graph.ts'
import { isPresent } from './scope.ts'
import type { Scope } from './scope.ts'

/** The resources of a stack in the order they can be created. */
export interface DependencyOrder {
  /** Each resource after everything it needs. Deletion goes backwards. */
  readonly order: readonly TemplateResource[]
  /** The same in groups: the members of one need only what stands in earlier ones, and may be created together. */
  readonly levels: readonly (readonly TemplateResource[])[]
  /** Logical ids that each resource needs directly. */
  readonly needs: ReadonlyMap<string, ReadonlySet<string>>
  /** Resources that their condition leaves out. */
  readonly leftOut: readonly TemplateResource[]
}

/**
 * Orders the resources that the scope's conditions leave in. Where a condition is not known the resource is taken
 * as there, and both branches of Fn::If count. Throws an InputError that names every cycle.
 */
export function dependencyOrder(scope: Scope): DependencyOrder {
  const all = [...scope.template.resources.values()]
  const present = all.filter((resource) => isPresent(resource, scope) !== false)
  const graph = dependencyGraph(present, (condition) => {
    const decided = scope.conditions.get(condition)
    return decided instanceof Unresolved ? undefined : decided
  })
  const problems = new ProblemList()
  reportCycles(graph, scope.template.resources, problems)
  problems.throwIfAny()
  const levels = levelsOf(graph).levels.map((level) =>
    level.flatMap((logicalId) => scope.template.resources.get(logicalId) ?? []),
  )
  return {
    order: levels.flat(),
    levels,
    needs: new Map([...graph].map(([logicalId, needs]) => [logicalId, new Set(needs.keys())])),
    leftOut: all.filter((resource) => isPresent(resource, scope) === false),
  }
}
