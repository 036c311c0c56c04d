import type { Template } from '../../model/template.ts'
import type { ProblemList } from '../input-error.ts'
import { cyclesOf } from './dependency-graph.ts'
import type { DependencyGraph } from './dependency-graph.ts'
import { usesOf } from './value-uses.ts'

/** For each condition, the conditions it mentions. */
export function conditionGraph(template: Template): DependencyGraph {
  return new Map(
    [...template.conditions.values()].map(({ name, value }) => [
      name,
      new Map(
        usesOf(value)
          .filter((use) => use.kind === 'condition')
          .filter((use) => template.conditions.has(use.name))
          .map((use) => [use.name, use.at]),
      ),
    ]),
  )
}

/** Notes conditions that can never be decided because each waits for the other. */
export function checkConditionCycles(template: Template, problems: ProblemList): void {
  const graph = conditionGraph(template)
  for (const cycle of cyclesOf(graph)) {
    const [first = '', second = first] = cycle
    const source = graph.get(first)?.get(second)?.source
    if (!source) continue
    problems.add(`conditions depend on each other in a circle: ${[...cycle, first].join(' → ')}`, source, {
      expected: 'conditions that can be decided from parameters and mappings',
    })
  }
}
