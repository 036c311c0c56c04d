import { normalise } from '../failures/scanned-text.ts'
import type { Cause } from './cause.ts'
import type { RankedCause } from './rank-causes.ts'
import { topicWords } from './topic-words.ts'

/** A message at least this telling is not questioned: the other words of the text are a story around it. */
const tellingMessage = 45

/** The same of words that are no message of the catalogue. */
const tellingWords = 70

/** What the words that a text and a cause share must say at least, in the logarithms of `rarity`. */
const leastShared = 5

/** Below this likeness, from 0 to 1, what is shared could be anybody's words. */
const leastLikeness = 0.1

/** A text in exactly the words of a cause has it as often, in a hundred. */
const shareOfLikeness = 50

/** How much more the words of a cause's name say than those of the sentences about it. */
const weights = { name: 3, users: 2.5, summary: 2, message: 1.5, rationale: 1 }

/** Characters of a text that are read: what is wrong is said at its beginning. */
const read = 16_384

/** Words that every second report has. */
const common = new Set(
  (
    'the a an of to in is it and or not for that this with as on by from be are was were which has have had no its ' +
    'at but if so than then they them their there when where what who how why can may must will would does do did ' +
    'done into out over under only also each any some one two all more most other same such very own our we you he ' +
    'she my your us his her him being been while since until after before because about just like get gets got make ' +
    'makes made use uses used using need needs now still even both either neither yet here thing things way ecs aws ' +
    'amazon task tasks service services container error fail fails failed failing stop stops stopped start starts ' +
    'started run runs running deploy deploys deployed deployment new old says nothing once right'
  ).split(' '),
)

/** What deployment tools write around every message: the state of a stack, and its name. */
const framing = /\b(?:CREATE|UPDATE|DELETE|ROLLBACK|IMPORT)_[A-Z_]{4,40}\b|\b[A-Z]\w{0,80}Stack\b/g

interface Topic {
  readonly cause: Cause
  /** What each word of it weighs. */
  readonly words: ReadonlyMap<string, number>
  readonly length: number
}

interface Topics {
  readonly topics: readonly Topic[]
  /** How telling a word is: the fewer causes have it, the more. */
  readonly rarity: ReadonlyMap<string, number>
}

const learned = new WeakMap<readonly Cause[], Topics>()

/**
 * The causes that a text is about, going by its words: for texts in which people tell what they see and no message of
 * ECS stands. Adds them to those that were ranked by signs, likeliest first; where the signs are telling they are all.
 */
export function withTopics(
  ranked: readonly RankedCause[],
  text: string,
  vocabulary: readonly Cause[],
): readonly RankedCause[] {
  const [best] = ranked
  if (best !== undefined && best.share >= (best.failure === undefined ? tellingWords : tellingMessage)) {
    return ranked
  }
  const known = new Map(ranked.map((one) => [one.cause.code, one]))
  for (const topic of rankTopics(text, vocabulary)) {
    const sign = known.get(topic.cause.code)
    if (sign === undefined || sign.share < topic.share) known.set(topic.cause.code, { ...sign, ...topic })
  }
  return [...known.values()].toSorted((a, b) => b.share - a.share)
}

function rankTopics(text: string, vocabulary: readonly Cause[]): RankedCause[] {
  const { topics, rarity } = topicsOf(vocabulary)
  const words = [...new Set(stemsOf(normalise(text.slice(0, read)).replaceAll(framing, ' ')))].filter(
    (word) => rarity.has(word),
  )
  const weigh = (word: string): number => rarity.get(word) ?? 0
  const length = Math.hypot(...words.map(weigh))
  return topics.flatMap(({ cause, words: theirs, length: itsLength }) => {
    const shared = words.filter((word) => theirs.has(word))
    if (sum(shared.map(weigh)) < leastShared) return []
    const products = shared.map((word) => (theirs.get(word) ?? 0) * weigh(word) ** 2)
    const likeness = sum(products) / (length * itsLength)
    if (likeness < leastLikeness) return []
    return [{ cause, share: likeness * shareOfLikeness, isByTopic: true }]
  })
}

function topicsOf(vocabulary: readonly Cause[]): Topics {
  const known = learned.get(vocabulary)
  if (known !== undefined) return known
  const worded = vocabulary.map((cause) => ({ cause, words: wordsOf(cause) }))
  const counts = new Map<string, number>()
  for (const { words } of worded) {
    for (const word of words.keys()) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  const rarity = new Map([...counts].map(([word, count]) => [word, Math.log(vocabulary.length / count)]))
  const topics = worded.map(({ cause, words }) => ({
    cause,
    words,
    length: Math.hypot(...[...words].map(([word, weight]) => weight * (rarity.get(word) ?? 0))),
  }))
  const answer = { topics, rarity }
  learned.set(vocabulary, answer)
  return answer
}

/** The words of a cause's own page, and those that users have for it. */
function wordsOf(cause: Cause): Map<string, number> {
  const words = new Map<string, number>()
  const add = (text: string, weight: number): void => {
    for (const word of stemsOf(text)) words.set(word, Math.max(words.get(word) ?? 0, weight))
  }
  add(cause.code, weights.name)
  add(topicWords[cause.code] ?? '', weights.users)
  add(cause.summary, weights.summary)
  add(cause.tell({}).message, weights.message)
  add(cause.rationale, weights.rationale)
  return words
}

/** Words of a text without their endings; a name in camel case is several. */
function stemsOf(text: string): string[] {
  const words = text.replaceAll(/([a-z])([A-Z])/g, '$1 $2').match(/[A-Za-z][A-Za-z0-9]+|\b\d{2,5}\b/g) ?? []
  return words
    .map((word) => word.toLowerCase())
    .filter((word) => !common.has(word))
    .map(stemOf)
}

function stemOf(word: string): string {
  if (word.length < 5) return word
  const stem = word.replace(/(?:ations?|ions?|ings?|ers?|ies|ed|es|s|ly)$/, '')
  return stem.length > 4 ? stem.replace(/[ey]$/, '') : stem
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
