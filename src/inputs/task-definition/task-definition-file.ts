import { entryOf, type SyntaxMap, type SyntaxNode } from '../syntax/syntax.ts'

/** What one JSON object of a file is. */
export type EcsObject =
  | { readonly kind: 'task-definition'; readonly node: SyntaxMap }
  | { readonly kind: 'service'; readonly node: SyntaxMap }

/** Whether a file holds task definitions or services, in any of the shapes that AWS and its tools write. */
export function isTaskDefinitionFile(root: SyntaxNode): boolean {
  return ecsObjects(root).length > 0
}

/**
 * The task definitions and services of a file: the input of RegisterTaskDefinition and CreateService, the output of
 * DescribeTaskDefinition and DescribeServices, lists of them, and ecspresso's service definitions.
 */
export function ecsObjects(root: SyntaxNode): readonly EcsObject[] {
  if (root.kind === 'list') return root.items.flatMap(ecsObjects)
  if (root.kind !== 'map') return []
  const has = (key: string): boolean => entryOf(root, key) !== undefined
  const within = (key: string): readonly EcsObject[] => {
    const value = entryOf(root, key)?.value
    return value ? ecsObjects(value) : []
  }
  if (isTaskDefinition(has)) return [{ kind: 'task-definition', node: root }]
  if (entryOf(root, 'taskDefinition')?.value.kind === 'map') return within('taskDefinition')
  if (entryOf(root, 'service')?.value.kind === 'map') return within('service')
  if (has('services') && !has('Resources')) {
    const found = within('services')
    if (found.length > 0) return found
  }
  return isService(has) ? [{ kind: 'service', node: root }] : []
}

/** A task definition has a family; one whose containers were forgotten is to be told so. */
function isTaskDefinition(has: (key: string) => boolean): boolean {
  if (has('Resources') || has('AWSTemplateFormatVersion')) return false
  return has('containerDefinitions') || has('family')
}

/** What services have and nothing else of ECS has. */
function isService(has: (key: string) => boolean): boolean {
  if (has('Resources') || has('AWSTemplateFormatVersion')) return false
  const own = ['deploymentConfiguration', 'desiredCount', 'networkConfiguration', 'serviceName', 'launchType']
  return own.filter(has).length >= 2
}
