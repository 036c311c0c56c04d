import { invalidArgument } from './s3-faults.ts'

const MAX_PAGE = 1000

/** What a listing asks for: entries below a prefix, folded at a delimiter, behind a place, up to a count. */
export interface ListingRequest<Entry> {
  readonly prefix: string
  readonly delimiter: string
  /** Entries up to and with this name are left out; so are all below it where it is a common prefix. */
  readonly after: string
  /** Whether an entry whose key is `after` itself is still to come; none is where this is not given. */
  readonly stillToCome?: (entry: Entry) => boolean
  readonly limit: number
}

/** One page of a listing, in the order of the keys' UTF-8 bytes. */
export interface Listing<Entry> {
  readonly entries: readonly Entry[]
  readonly commonPrefixes: readonly string[]
  readonly truncated: boolean
  /** The last key or common prefix of the page. */
  readonly last: string
  readonly lastEntry: Entry | undefined
}

/** Cuts one page out of the entries of a bucket. Entries of one key keep their order. */
export function listEntries<Entry extends { readonly key: string }>(
  all: Iterable<Entry>,
  { prefix, delimiter, after, stillToCome, limit }: ListingRequest<Entry>,
): Listing<Entry> {
  const wanted: Entry[] = []
  for (const entry of all) {
    if (!entry.key.startsWith(prefix)) continue
    const order = compareKeys(entry.key, after)
    if (order > 0 || (order === 0 && stillToCome?.(entry))) wanted.push(entry)
  }
  wanted.sort((a, b) => compareKeys(a.key, b.key))
  const entries: Entry[] = []
  const commonPrefixes: string[] = []
  let [last, lastEntry]: [string, Entry | undefined] = ['', undefined]
  for (const entry of wanted) {
    const folded = commonPrefixOf(entry.key, prefix, delimiter)
    if (folded !== undefined && (folded === commonPrefixes.at(-1) || folded === after)) continue
    if (entries.length + commonPrefixes.length >= limit) {
      return { entries, commonPrefixes, truncated: limit > 0, last, lastEntry }
    }
    if (folded === undefined) entries.push(entry)
    else commonPrefixes.push(folded)
    last = folded ?? entry.key
    lastEntry = folded === undefined ? entry : undefined
  }
  return { entries, commonPrefixes, truncated: false, last, lastEntry }
}

function commonPrefixOf(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === '') return undefined
  const at = key.indexOf(delimiter, prefix.length)
  return at === -1 ? undefined : key.slice(0, at + delimiter.length)
}

/** The order of UTF-8 bytes. That of JavaScript differs only where a surrogate meets a character from U+E000 on. */
export function compareKeys(a: string, b: string): number {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) {
    const [x, y] = [a.charCodeAt(index), b.charCodeAt(index)]
    if (x !== y) return lifted(x) - lifted(y)
  }
  return a.length - b.length
}

const lifted = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit)

/** How many entries a page has: as asked, but no more than 1000. */
export function pageSize(asked: number | undefined, name: string): number {
  if (asked === undefined) return MAX_PAGE
  if (asked >= 0) return Math.min(asked, MAX_PAGE)
  throw invalidArgument(`Argument ${name} must be an integer between 0 and 2147483647`, name, asked)
}

/** Writes keys as the client asked for them: percent-encoded where XML might not be able to hold them. */
export function keyEncoder(encodingType: string | undefined): (key: string) => string {
  if (encodingType === undefined) return (key) => key
  if (encodingType !== 'url')
    throw invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', encodingType)
  return (key) => key.split('/').map(encodeURIComponent).join('/')
}
