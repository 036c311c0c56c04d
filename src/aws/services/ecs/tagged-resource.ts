import type { Tag } from '@aws-sdk/client-ecs'
import { parseArn } from '../../../model/arn.ts'
import { capacityProviders, clusters, services, taskDefinitions, tasks } from '../../../model/ecs/tables.ts'
import { taskDefinitionKey } from '../../../model/ecs/task-definition.ts'
import type { Transaction, View } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import { invalidParameter } from './errors.ts'

/** A resource with tags, as TagResource finds it. */
interface TaggedRow {
  readonly tags: readonly Tag[]
}

/** One kind of resource: what ECS calls it, its row, and how the row is put back. */
interface TaggedKind {
  readonly find: (
    view: View,
    arn: string,
  ) => { readonly row: TaggedRow; readonly active: boolean } | undefined
  readonly put: (tx: Transaction, arn: string, tags: readonly Tag[]) => void
}

const lastPart = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1)

const kinds: Readonly<Record<string, TaggedKind>> = {
  cluster: {
    find(view, arn) {
      const row = view.get(clusters, lastPart(arn))
      return row && { row, active: row.status === 'ACTIVE' }
    },
    put(tx, arn, tags) {
      const row = tx.get(clusters, lastPart(arn))
      if (row) tx.put(clusters, row.clusterName, { ...row, tags })
    },
  },
  service: {
    find(view, arn) {
      const row = view.get(services, arn)
      return row && { row, active: row.status !== 'INACTIVE' }
    },
    put(tx, arn, tags) {
      const row = tx.get(services, arn)
      if (row) tx.put(services, arn, { ...row, tags })
    },
  },
  task: {
    find(view, arn) {
      const row = view.get(tasks, arn)
      return row && { row, active: row.lastStatus !== 'STOPPED' }
    },
    put(tx, arn, tags) {
      const row = tx.get(tasks, arn)
      if (row) tx.put(tasks, arn, { ...row, tags })
    },
  },
  'task-definition': {
    find(view, arn) {
      const row = view.get(taskDefinitions, taskDefinitionKey(arn))
      return row && { row, active: row.status === 'ACTIVE' }
    },
    put(tx, arn, tags) {
      const row = tx.get(taskDefinitions, taskDefinitionKey(arn))
      if (row) tx.put(taskDefinitions, taskDefinitionKey(arn), { ...row, tags })
    },
  },
  'capacity-provider': {
    find(view, arn) {
      const row = view.get(capacityProviders, lastPart(arn))
      return row && { row, active: row.status === 'ACTIVE' }
    },
    put(tx, arn, tags) {
      const row = tx.get(capacityProviders, lastPart(arn))
      if (row) tx.put(capacityProviders, row.name, { ...row, tags })
    },
  },
}

const spoken: Readonly<Record<string, string>> = {
  'task-definition': 'task definition',
  'capacity-provider': 'capacity provider',
  'container-instance': 'container instance',
}

/** The tags of a resource that can be tagged, and a way to put others. Throws what ECS says of any other ARN. */
export function findTagged(
  view: View,
  arn: string,
): { readonly tags: readonly Tag[]; readonly kind: TaggedKind } {
  const parsed = parseArn(arn)
  const type = parsed?.resource.split('/')[0] ?? ''
  if (parsed?.service !== 'ecs') throw invalidParameter('Invalid arn syntax')
  const kind = kinds[type]
  const found =
    parsed.region === view.region && parsed.account === view.account ? kind?.find(view, arn) : undefined
  if (!kind || !found) throw missing(type)
  if (!found.active) {
    const name = spoken[type] ?? type
    const state = type === 'task' ? 'stopped' : 'inactive'
    throw invalidParameter(`The specified ${name} is ${state}. Specify an active ${name} and try again.`)
  }
  return { tags: found.row.tags, kind }
}

function missing(type: string): Fault {
  if (type === 'cluster') return new Fault('ClusterNotFoundException', 'Cluster not found.')
  const name = spoken[type] ?? type
  return invalidParameter(`The specified ${name} was not found. Specify a valid ARN and try again.`)
}
