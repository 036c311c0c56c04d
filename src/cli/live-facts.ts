import type { LiveFacts } from '../library/open-facts.ts'
import { paint } from './style.ts'

/** Options of commands that may ask a live account. */
export interface LiveWords {
  readonly live?: boolean
  readonly cluster?: string
  readonly service?: string
  readonly region?: string
  readonly profile?: string
}

/** What is asked of a live account, with its progress on standard error; undefined where none is. */
export function liveFacts({ live, ...words }: LiveWords): LiveFacts | undefined {
  if (live !== true) return undefined
  const { cluster, service, region, profile } = words
  return {
    ...(cluster === undefined ? {} : { cluster }),
    ...(service === undefined ? {} : { service }),
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
    progress: (text) => process.stderr.write(`${paint('dim', text, process.stderr)}\n`),
  }
}
