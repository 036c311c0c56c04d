import type { LaunchWorld } from '../model/launch/world.ts'
import type { Verdict } from '../model/verdict.ts'
import { runsOn } from './image-platform.ts'
import { parseImageReference } from './image-reference.ts'
import { fails, holds, unknown } from './verdicts.ts'

/** How often Fargate resolves a manifest before it gives up, as the recent texts have it (spec: P-01). */
const manifestAttempts = 7
/** A manifest list without the platform is found out at the first try (spec: P-03). */
const platformAttempts = 1

/**
 * The image must exist, and a manifest list must hold the task's platform. An image for one other platform is pulled
 * and dies when it is started, so that it only becomes evidence here.
 */
export function evaluateImage(
  { image, platform }: { readonly image: string; readonly platform: string },
  world: LaunchWorld,
): Verdict {
  const fact = world.image(image)
  if (!fact.known) return unknown(fact.settledBy)
  const { canonical: reference, repository } = parseImageReference(image)
  if (fact.absent) {
    const evidence = [{ fact: `${reference} does not exist`, source: fact.source }]
    return fails('image-not-found', { attempts: manifestAttempts, reference, repository }, evidence)
  }
  const { platforms, isIndex } = fact.value
  if (runsOn(platforms, platform)) return holds([{ fact: `${reference} exists`, source: fact.source }])
  const evidence = [
    {
      fact: `${reference} is built for ${platforms.join(', ')}; the task runs on ${platform}`,
      source: fact.source,
    },
  ]
  return isIndex
    ? fails('image-platform-missing', { attempts: platformAttempts, reference, platform }, evidence)
    : holds(evidence)
}
