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
  const { entryPoint = [], run = [], environment, platform, programs, needs, source } = settings
  return {
    entryPoint,
    command: run,
    environment,
    ...(programs && { programs: said(programs) }),
    neededVariables: needs?.environment.map(said) ?? [],
    ...(needs?.memoryMiB && { neededMemoryMiB: said(needs.memoryMiB) }),
    ...(platform !== undefined && { built: builtFor(platform) }),
    source: said({ value: reference, source }).source,
  }
}

function builtFor(platform: NonNullable<ImageSettings['platform']>): NonNullable<ImageDescription['built']> {
  return typeof platform === 'string'
    ? { platforms: [platform], isIndex: false }
    : { platforms: platform, isIndex: true }
}

function said<Value>({ value, source: { file, line, column } }: Sourced<Value>): Said<Value> {
  return { value, source: `${file}:${line}:${column}` }
}
