import type { EffectiveContainer } from '../../launch/effective-task.ts'
import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { Evidence } from '../../model/verdict.ts'
import type { Found } from '../cause.ts'
import { decidesTask } from '../decides-task.ts'
import { definitionFact } from '../definition-fact.ts'

/** Containers that may use less memory than their programs take, by what the project says; and tasks of several such. */
export function tooLittleMemory(launch: EvaluatedLaunch): Found[] {
  const needy = launch.task.containers.flatMap((container) => {
    const need = launch.world.describedImage(container.image)?.neededMemoryMiB
    return need === undefined ? [] : [{ container, mebibytes: need.value, source: need.source }]
  })
  const alone = needy.flatMap((need) => tooLittleFor(launch, need))
  return alone.length > 0 ? alone : tooLittleForAll(launch, needy)
}

interface Need {
  readonly container: EffectiveContainer
  readonly mebibytes: number
  readonly source: string
}

function tooLittleFor(launch: EvaluatedLaunch, need: Need): Found[] {
  const { container, mebibytes } = need
  const { name, definition, memoryLimitMiB } = container
  if (memoryLimitMiB === undefined || memoryLimitMiB >= mebibytes) return []
  // Without a limit of its own a container has that of its task.
  const isOwn = definition.memory !== undefined
  const part = isOwn ? `container/${name}/memory` : 'memory'
  const limit = isOwn ? `container ${name} may use` : `container ${name} may use what its task has,`
  return [
    {
      facts: {
        subject: launch.subject.name,
        container: name,
        memory: `${memoryLimitMiB} MiB`,
        needed: String(mebibytes),
        ...roomFor(launch, need, isOwn),
      },
      why: [evidenceOf(need), definitionFact(launch, `${limit} ${memoryLimitMiB} MiB`, part)],
      failure: { code: 'out-of-memory', facts: {} },
      part,
      ...(decidesTask(launch, name) ? {} : { isDoubtful: true }),
    },
  ]
}

/** What the task has, where that is enough; and whether no other container counts on a part of it. */
function roomFor(
  { task }: EvaluatedLaunch,
  { mebibytes }: Need,
  isOwn: boolean,
): { readonly [fact: string]: string } {
  const { memoryMiB, containers } = task
  if (!isOwn || memoryMiB === undefined || memoryMiB < mebibytes) return {}
  return { ofTask: String(memoryMiB), ...(containers.length === 1 ? { isAlone: 'true' } : {}) }
}

/** Essential containers run at the same time: together they may take more than their task has. */
function tooLittleForAll(launch: EvaluatedLaunch, needy: readonly Need[]): Found[] {
  const { memoryMiB } = launch.task
  const together = needy.filter(({ container }) => container.essential)
  const sum = together.reduce((total, { mebibytes }) => total + mebibytes, 0)
  if (memoryMiB === undefined || together.length < 2 || sum <= memoryMiB) return []
  const names = together.map(({ container }) => container.name).join(', ')
  return [
    {
      facts: {
        subject: launch.subject.name,
        memory: `${memoryMiB} MiB`,
        needed: String(sum),
        containers: names,
      },
      why: [...together.map(evidenceOf), definitionFact(launch, `the task has ${memoryMiB} MiB`, 'memory')],
      failure: { code: 'out-of-memory', facts: {} },
      part: 'memory',
    },
  ]
}

function evidenceOf({ container, mebibytes, source }: Need): Evidence {
  return { fact: `the program of ${container.image} takes ${mebibytes} MiB at least`, source }
}
