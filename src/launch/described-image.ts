import type { ImageDescription, Said } from '../model/launch/world.ts'
import { matchImage } from '../model/match-image.ts'
import type { ImageSettings } from '../model/project.ts'
import type { Sourced } from '../model/template.ts'

/** What the settings of projects say of an image; undefined where they do not name it. */
export function describedImage(
  images: readonly ImageSettings[],
  reference: string,
): ImageDescription | undefined {
  const settings = matchImage(images, reference)
  if (settings === undefined) return undefined
  const { entryPoint = [], run = [], environment, programs, needs, source } = settings
  return {
    entryPoint,
    command: run,
    environment,
    ...(programs && { programs: said(programs) }),
    neededVariables: needs?.environment.map(said) ?? [],
    ...(needs?.memoryMiB && { neededMemoryMiB: said(needs.memoryMiB) }),
    source: said({ value: reference, source }).source,
  }
}

function said<Value>({ value, source: { file, line, column } }: Sourced<Value>): Said<Value> {
  return { value, source: `${file}:${line}:${column}` }
}
