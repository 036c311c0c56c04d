import { parseArn } from '../../../model/arn.ts'
import { invalidParameter } from './errors.ts'

/** What names a cluster, service, task, … in a request: a name, or an ARN taken apart. */
export interface Identifier {
  /** The last part: the name or id. */
  readonly name: string
  /** The cluster in a long ARN. */
  readonly cluster?: string
  /** Region and account of an ARN. */
  readonly region?: string
  readonly account?: string
}

/** Reads a name or ARN of one type of resource. Throws for the ARN of another. */
export function readIdentifier(text: string, type: string): Identifier {
  if (!text.startsWith('arn:')) {
    const parts = text.split('/')
    if (parts.length > 2) throw invalidParameter('Unexpected number of separators')
    return parts.length === 2 ? { cluster: parts[0], name: parts[1] ?? '' } : { name: text }
  }
  const arn = parseArn(text)
  const [found, ...parts] = arn?.resource.split('/') ?? []
  if (!arn || arn.service !== 'ecs' || parts.length === 0) throw invalidParameter('Invalid arn syntax')
  if (found !== type) throw invalidParameter(`Invalid identifier: expected ${type}, found ${found}`)
  if (parts.length > 2) throw invalidParameter('Unexpected number of separators')
  const place = { region: arn.region, account: arn.account }
  return parts.length === 2
    ? { ...place, cluster: parts[0], name: parts[1] ?? '' }
    : { ...place, name: parts[0] ?? '' }
}
