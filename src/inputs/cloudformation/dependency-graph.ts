import type { TemplateResource } from '../../model/template.ts'
import type { ProblemList } from '../input-error.ts'
import { usesOf } from './value-uses.ts'
import type { Branches, Placed } from './value-uses.ts'

/** For each logical id, what it needs first and where it says so. */
export type DependencyGraph = ReadonlyMap<string, ReadonlyMap<string, Placed>>

/** The dependencies among these resources, by Ref, GetAtt, Sub and DependsOn. Mentions of others are left out. */
export function dependencyGraph(resources: readonly TemplateResource[], branches: Branches): DependencyGraph {
  const known = new Set(resources.map(({ logicalId }) => logicalId))
  const graph = new Map<string, ReadonlyMap<string, Placed>>()
  for (const resource of resources) {
    const needs = new Map<string, Placed>()
    const need = (logicalId: string, at: Placed): void => {
      if (logicalId !== resource.logicalId && known.has(logicalId) && !needs.has(logicalId))
        needs.set(logicalId, at)
    }
    for (const use of usesOf(resource.properties, branches)) {
      if (use.kind === 'name') need(use.name, use.at)
      else if (use.kind === 'attribute') need(use.logicalId, use.at)
    }
    for (const named of resource.dependsOn) need(named.value, named)
    graph.set(resource.logicalId, needs)
  }
  return graph
}

/** Logical ids in groups: each needs only what stands in earlier groups. What is left lies on or behind a cycle. */
export function levelsOf(graph: DependencyGraph): {
  readonly levels: readonly (readonly string[])[]
  readonly left: ReadonlySet<string>
} {
  const { waiting, neededBy } = waitingIn(graph)
  const position = new Map([...graph.keys()].map((logicalId, index) => [logicalId, index]))
  const levels: string[][] = []
  let level = [...graph.keys()].filter((logicalId) => waiting.get(logicalId) === 0)
  while (level.length > 0) {
    levels.push(level)
    const next: string[] = []
    for (const done of level) {
      waiting.delete(done)
      for (const dependent of neededBy.get(done) ?? []) {
        const count = (waiting.get(dependent) ?? 0) - 1
        waiting.set(dependent, count)
        if (count === 0) next.push(dependent)
      }
    }
    level = next.sort((a, b) => (position.get(a) ?? 0) - (position.get(b) ?? 0))
  }
  return { levels, left: new Set(waiting.keys()) }
}

/** Cycles that share no resource, each in the order in which one needs the next. */
export function cyclesOf(graph: DependencyGraph): readonly (readonly string[])[] {
  const cycles: string[][] = []
  let rest = graph
  for (;;) {
    const left = leftIn(rest)
    const [start] = left
    if (start === undefined) return cycles
    const cycle = followCycle(rest, left, start)
    cycles.push(cycle)
    rest = without(rest, new Set(cycle))
  }
}

/** How many each still waits for, and who waits for it. */
function waitingIn(graph: DependencyGraph): {
  readonly waiting: Map<string, number>
  readonly neededBy: ReadonlyMap<string, readonly string[]>
} {
  const waiting = new Map<string, number>()
  const neededBy = new Map<string, string[]>()
  for (const [logicalId, needs] of graph) {
    waiting.set(logicalId, needs.size)
    for (const need of needs.keys()) {
      const by = neededBy.get(need)
      if (by) by.push(logicalId)
      else neededBy.set(need, [logicalId])
    }
  }
  return { waiting, neededBy }
}

/** What lies on or behind a cycle, as `levelsOf` has it, without the order of the others. */
function leftIn(graph: DependencyGraph): ReadonlySet<string> {
  const { waiting, neededBy } = waitingIn(graph)
  const done = [...graph.keys()].filter((logicalId) => waiting.get(logicalId) === 0)
  for (const logicalId of done) {
    for (const dependent of neededBy.get(logicalId) ?? []) {
      const count = (waiting.get(dependent) ?? 0) - 1
      waiting.set(dependent, count)
      if (count === 0) done.push(dependent)
    }
  }
  return new Set([...waiting.keys()].filter((logicalId) => waiting.get(logicalId) !== 0))
}

/** Every resource that is left needs another that is left, so following them comes back to one seen before. */
function followCycle(graph: DependencyGraph, left: ReadonlySet<string>, start: string): string[] {
  const path: string[] = []
  let at = start
  while (!path.includes(at)) {
    path.push(at)
    const next = [...(graph.get(at)?.keys() ?? [])].find((need) => left.has(need))
    if (next === undefined) break
    at = next
  }
  return path.slice(path.indexOf(at))
}

function without(graph: DependencyGraph, removed: ReadonlySet<string>): DependencyGraph {
  return new Map(
    [...graph]
      .filter(([logicalId]) => !removed.has(logicalId))
      .map(([logicalId, needs]) => [logicalId, new Map([...needs].filter(([need]) => !removed.has(need)))]),
  )
}

/** Notes each cycle by name, at the mention that begins it. */
export function reportCycles(
  graph: DependencyGraph,
  resources: ReadonlyMap<string, TemplateResource>,
  problems: ProblemList,
): void {
  for (const cycle of cyclesOf(graph)) {
    const [first = '', second = first] = cycle
    const source = graph.get(first)?.get(second)?.source ?? resources.get(first)?.source
    if (!source) continue
    const groups = cycle.every((logicalId) => resources.get(logicalId)?.type === 'AWS::EC2::SecurityGroup')
    problems.add(`resources depend on each other in a circle: ${[...cycle, first].join(' → ')}`, source, {
      expected: 'an order in which each can be created after what it needs',
      remedy: groups
        ? 'move a rule out of its group to an AWS::EC2::SecurityGroupIngress resource'
        : 'remove one of these references or DependsOn, or move it to a resource of its own',
    })
  }
}
