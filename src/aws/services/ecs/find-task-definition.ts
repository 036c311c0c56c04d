import { parseArn } from '../../../model/arn.ts'
import { taskDefinitionFamilies, taskDefinitions } from '../../../model/ecs/tables.ts'
import type { TaskDefinitionRow } from '../../../model/ecs/task-definition.ts'
import type { View } from '../../../model/state.ts'
import type { Fault } from '../../fault.ts'
import { clientException } from './errors.ts'

/** What names a task definition: family, and the revision where one is meant. */
interface TaskDefinitionName {
  readonly family: string
  readonly revision?: number
}

/** Reads `family`, `family:revision` or an ARN. Throws for what is none of them, or elsewhere. */
export function readTaskDefinitionName(view: View, text: string): TaskDefinitionName {
  const short = text.startsWith('arn:') ? resourceOf(view, text) : text
  const [family = '', revision, ...more] = short.split(':')
  if (more.length > 0) throw clientException('Unexpected number of separators')
  if (revision === undefined) return { family }
  if (!/^[1-9]\d*$/.test(revision)) throw clientException(`Invalid revision number. Number: ${revision}`)
  return { family, revision: Number(revision) }
}

function resourceOf(view: View, text: string): string {
  const arn = parseArn(text)
  if (arn?.service !== 'ecs' || !arn.resource.startsWith('task-definition/')) {
    throw clientException('Invalid arn syntax')
  }
  if (arn.region !== view.region) {
    throw clientException(`Invalid region ${arn.region}. Your region is ${view.region}`)
  }
  return arn.resource.slice('task-definition/'.length)
}

/** The revision meant: the one named, of any status, or the latest ACTIVE one of the family. */
export function lookUpTaskDefinition(view: View, text: string): TaskDefinitionRow | undefined {
  const { family, revision } = readTaskDefinitionName(view, text)
  if (revision !== undefined) return view.get(taskDefinitions, `${family}:${revision}`)
  return latestActive(view, family)
}

/** The newest ACTIVE revision of a family. */
export function latestActive(view: View, family: string): TaskDefinitionRow | undefined {
  const last = view.get(taskDefinitionFamilies, family)?.lastRevision ?? 0
  for (let revision = last; revision > 0; revision -= 1) {
    const row = view.get(taskDefinitions, `${family}:${revision}`)
    if (row?.status === 'ACTIVE') return row
  }
  return undefined
}

/** The ACTIVE task definition to launch. `inactive` words one that was deregistered: operations differ in its code. */
export function findTaskDefinition(
  view: View,
  text: string,
  inactive: (message: string) => Fault,
): TaskDefinitionRow {
  const row = lookUpTaskDefinition(view, text)
  if (!row) throw clientException('TaskDefinition not found.')
  if (row.status !== 'ACTIVE') throw inactive('TaskDefinition is inactive')
  return row
}
