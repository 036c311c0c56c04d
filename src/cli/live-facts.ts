import { openFacts, type Facts } from '../library/open-facts.ts'
import { ProgressLine } from './progress-line.ts'

/** Options of commands that may ask a live account. */
export interface LiveWords {
  readonly live?: boolean
  readonly cluster?: string
  readonly service?: string
  readonly region?: string
  readonly profile?: string
}

/** Opens projects, with a live account where that is asked for; its progress goes to standard error. */
export async function openWithLive(
  paths: readonly string[],
  { live, cluster, service, region, profile }: LiveWords,
): Promise<Facts> {
  if (live !== true) return await openFacts(paths)
  const progress = new ProgressLine(process.stderr)
  try {
    return await openFacts(paths, {
      ...(cluster === undefined ? {} : { cluster }),
      ...(service === undefined ? {} : { service }),
      ...(region === undefined ? {} : { region }),
      ...(profile === undefined ? {} : { profile }),
      progress: (text) => progress.show(text),
    })
  } finally {
    progress.end()
  }
}
