import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { parseImageReference, type ImageReference } from '../../launch/image-reference.ts'
import type { CauseAnswer } from '../cause.ts'

/** An image of a task, with the container that it is for. */
export interface PulledImage {
  readonly container: string
  /** As the task definition has it. */
  readonly image: string
  readonly reference: ImageReference
  /** Whether the registry is signed in to with a secret of the task definition. */
  readonly hasCredentials: boolean
}

/** The images that a launch pulls. */
export function pulledImages({ task }: EvaluatedLaunch): PulledImage[] {
  return task.containers.map(({ name, image, definition }) => ({
    container: name,
    image,
    reference: parseImageReference(image),
    hasCredentials: Boolean(definition.repositoryCredentials?.credentialsParameter),
  }))
}

/** The text in which a launch that failed says so, where it does. */
function stoppedSaying({ outcome }: EvaluatedLaunch, words: RegExp): string | undefined {
  const texts = [
    outcome?.stoppedReason,
    ...(outcome?.containers ?? []).flatMap(({ reason, log }) => [reason, ...log]),
  ]
  return texts.find((text) => text !== undefined && words.test(text))
}

/**
 * A cause that only the end of a launch shows, by words that nothing else has. `settledBy` says what would tell before;
 * without it the launch cannot have the cause at all.
 */
export function findStoppedSaying(
  launch: EvaluatedLaunch,
  words: RegExp,
  settledBy: string | undefined,
): CauseAnswer {
  const text = stoppedSaying(launch, words)
  if (text === undefined) {
    const isOpen = settledBy !== undefined && launch.outcome === undefined
    return { found: [], open: isOpen ? [settledBy] : [] }
  }
  const facts = { subject: launch.subject.name, image: pulledImages(launch)[0]?.image }
  return { found: [{ facts, why: [{ fact: `the task stopped with: ${text}` }] }], open: [] }
}
