import { parseImageReference } from '../launch/image-reference.ts'
import { matchImage } from '../model/match-image.ts'
import { readImage, type ImageAnswer } from '../model/ecr/read-image.ts'
import { images } from '../model/ecr/tables.ts'
import { absent, present, unknownFact, type Fact } from '../model/launch/fact.ts'
import type { ImageFact } from '../model/launch/world.ts'
import { projects } from '../model/project-state.ts'
import type { ImageSettings } from '../model/project.ts'
import type { View } from '../model/state.ts'

/** Answers what an image is. */
export type ImageLookup = (reference: string) => Fact<ImageFact>

/** Where what is known of pushed images comes from. */
const REGISTRY = 'the local registry'
const SETTINGS = 'seatrial.yaml'

/**
 * The images that tasks can be started from: those that projects say how to run, with what was pushed to the account's
 * registries. A runtime that must really run programs has no others (`onlyThese`); elsewhere the rest is left open,
 * because images come into registries from outside of the account.
 */
export function accountImages(view: View, onlyThese: boolean): ImageLookup {
  const known = [...view.all(projects)].flatMap((project) => project.images)
  return (reference) => {
    const pushed = pushedImage(view, reference)
    const settings = matchImage(known, reference)
    if (settings) return present(runAs(settings, pushed), SETTINGS)
    if (onlyThese) return absent(SETTINGS)
    if (pushed?.kind === 'found') return present(asPushed(pushed), REGISTRY)
    if (pushed?.kind === 'image-missing' && hasImages(view, reference)) return absent(REGISTRY)
    return unknownFact(`an entry for ${reference} below images in seatrial.yaml, or pushing it`)
  }
}

function pushedImage(view: View, reference: string): ImageAnswer | undefined {
  const { ecr, repository, tag, digest } = parseImageReference(reference)
  return ecr && readImage(view, { ...ecr, repository, tag, digest })
}

/** A repository that something was pushed to tells what is missing; an empty one waits for its first push. */
function hasImages(view: View, reference: string): boolean {
  const { ecr, repository } = parseImageReference(reference)
  if (!ecr) return false
  for (const _ of view.at(ecr).by(images, 'repository', repository)) return true
  return false
}

function asPushed({ platforms, isIndex, digest }: Extract<ImageAnswer, { kind: 'found' }>): ImageFact {
  return { isUnread: true, entryPoint: [], command: [], environment: {}, platforms, isIndex, digest }
}

/** A program of this machine in the image's place. What was pushed says for which platforms there is one. */
function runAs(settings: ImageSettings, pushed: ImageAnswer | undefined): ImageFact {
  const found = pushed?.kind === 'found' ? pushed : undefined
  const { platform = [] } = settings
  return {
    entryPoint: settings.entryPoint ?? [],
    command: settings.run ?? [],
    environment: settings.environment,
    workingDirectory: settings.sourceDirectory,
    platforms: found?.isIndex ? found.platforms : typeof platform === 'string' ? [platform] : platform,
    isIndex: found?.isIndex || Array.isArray(settings.platform),
    ...(found && { digest: found.digest }),
  }
}
