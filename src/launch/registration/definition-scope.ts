import type { ContainerDefinition, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs'
import { refusing, type RuleAnswer } from './refusal.ts'
import { knownItems } from './unsettled.ts'

/** What RegisterTaskDefinition refuses. */
export const refused = refusing('ClientException')

/** A container where rules look at it. */
export interface ContainerScope {
  readonly container: ContainerDefinition
  readonly task: RegisterTaskDefinitionRequest
  /** From 0. */
  readonly index: number
  /** `container/<name>`, or its number where it has no name. */
  readonly part: string
}

/** A rule about one container. */
export type ContainerRule = (scope: ContainerScope) => RuleAnswer

/** The containers of a task definition that are known. */
export function containersOf(task: RegisterTaskDefinitionRequest): readonly ContainerScope[] {
  return knownItems(() => task.containerDefinitions).map(({ item: container, index }) => ({
    container,
    task,
    index,
    part: partOf(container, index),
  }))
}

function partOf(container: ContainerDefinition, index: number): string {
  const [name] = knownItems(() => [container.name])
  return name?.item ? `container/${name.item}` : `containerDefinitions/${index}`
}
