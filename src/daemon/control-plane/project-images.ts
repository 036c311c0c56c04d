import { absent, present, unknownFact, type Fact } from '../../model/launch/fact.ts'
import type { ImageFact } from '../../model/launch/world.ts'
import { projects } from '../../model/project-state.ts'
import type { ImageSettings } from '../../model/project.ts'
import type { View } from '../../model/state.ts'

/** Answers what an image is. */
export type ImageLookup = (reference: string) => Fact<ImageFact>

/**
 * The images that projects say how to run. A runtime that must really run programs has no others; a simulated one
 * leaves the rest open.
 */
export function projectImages(view: View, onlyThese: boolean): ImageLookup {
  const known = [...view.all(projects)].flatMap((project) => project.images)
  return (reference) => {
    const settings =
      known.find((image) => image.reference === reference) ??
      known.find((image) => matches(image.reference, reference))
    if (settings) return present(imageFact(settings), 'seatrial.yaml')
    return onlyThese
      ? absent('seatrial.yaml')
      : unknownFact(`an entry for ${reference} below images in seatrial.yaml`)
  }
}

function imageFact(settings: ImageSettings): ImageFact {
  return {
    entryPoint: settings.entryPoint ?? [],
    command: settings.run ?? [],
    environment: settings.environment,
    workingDirectory: settings.sourceDirectory,
    platforms: settings.platform === undefined ? [] : [settings.platform],
    isIndex: false,
  }
}

/** `*` stands for anything. */
function matches(pattern: string, reference: string): boolean {
  if (!pattern.includes('*')) return false
  const escaped = pattern.split('*').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
  return new RegExp(`^${escaped.join('.*')}$`).test(reference)
}
