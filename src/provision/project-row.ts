import type { Project } from '../inputs/project/open-project.ts'
import { projects } from '../model/project-state.ts'
import type { ProjectRow } from '../model/project-state.ts'
import type { TaskNetwork, TaskSettings } from '../model/project.ts'
import type { Scope, StateStore } from '../model/state.ts'
import type { Template } from '../model/template.ts'

/** What a logical id stands for: a service's name, or the physical id of anything else. */
export type NameOf = (logicalId: string) => string | undefined

/**
 * Keeps what tasks of a stack need of `seatrial.yaml`. It is written before the first resource, because tasks start
 * as soon as a service is there, and again at the end, when logical ids stand for something.
 */
export async function keepProject(
  store: StateStore,
  scope: Scope,
  stack: string,
  row: Omit<ProjectRow, 'stack'>,
): Promise<void> {
  const { durable } = store.transact(scope, (tx) => tx.put(projects, stack, { ...row, stack }))
  if (durable) await durable
}

/** Forgets what was kept of a stack's project. */
export async function forgetProject(store: StateStore, scope: Scope, stack: string): Promise<void> {
  const { durable } = store.transact(scope, (tx) => tx.delete(projects, stack))
  if (durable) await durable
}

/** The row of one of a project's stacks. What none of the stacks names belongs to the last. */
export function projectRow(
  project: Project,
  index: number,
  templates: readonly Template[],
  nameOf: NameOf,
): Omit<ProjectRow, 'stack'> {
  const { settings, directory } = project
  const named = (name: string): string => nameOf(name) ?? name
  const mine = (name: string): boolean => ownerOf(name, templates) === index
  return {
    folder: directory,
    images: settings.images,
    hosts: settings.hosts,
    publish: settings.publish
      .filter(({ service }) => mine(service))
      .map((port) => ({ ...port, service: named(port.service) })),
    tasks: settings.tasks
      .filter(({ taskDefinition }) => mine(taskDefinition))
      .map((task) => taskSettings(task, named)),
  }
}

/** The stack whose template has this logical id or mentions this name. */
function ownerOf(name: string, templates: readonly Template[]): number {
  const has = templates.findIndex(({ resources }) => resources.has(name))
  if (has !== -1) return has
  const mentions = templates.findIndex(({ resources }) =>
    [...resources.values()].some(({ properties }) =>
      properties.entries.some(({ value }) => value.kind === 'scalar' && value.text === name),
    ),
  )
  return mentions === -1 ? templates.length - 1 : mentions
}

function taskSettings(task: TaskSettings, named: (name: string) => string): TaskSettings {
  return {
    ...task,
    taskDefinition: named(task.taskDefinition),
    ...(task.cluster === undefined ? {} : { cluster: named(task.cluster) }),
    ...(task.network === undefined ? {} : { network: network(task.network, named) }),
  }
}

function network(settings: TaskNetwork, named: (name: string) => string): TaskNetwork {
  if (settings.kind === 'service') return { kind: 'service', service: named(settings.service) }
  const { subnets, securityGroups } = settings
  return { ...settings, subnets: subnets.map(named), securityGroups: securityGroups.map(named) }
}
