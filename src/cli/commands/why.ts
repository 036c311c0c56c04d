import { existsSync, readFileSync, statSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { checkLaunches } from '../../causes/check.ts'
import { diagnose } from '../../causes/diagnose.ts'
import { diagnosisJson } from '../../causes/diagnosis-json.ts'
import type { Diagnosis } from '../../causes/diagnosis.ts'
import { withPlaces } from '../../causes/with-places.ts'
import { prettyDiagnosis } from '../../explain/pretty-diagnosis.ts'
import type { WhyTarget } from '../../daemon/why.ts'
import type { DaemonClient } from '../daemon-client.ts'
import { CommandError, exitCodes } from '../exit-codes.ts'
import { openWithLive, type LiveWords } from '../live-facts.ts'
import { findTasks } from '../find-task.ts'
import { InputError } from '../../inputs/input-error.ts'
import { openFacts, type Facts } from '../../library/open-facts.ts'
import { painter } from '../style.ts'

/** How `why` is asked. */
export interface WhyOptions extends LiveWords {
  readonly in?: readonly string[]
  readonly format: 'pretty' | 'json'
  readonly jsonl?: boolean
}

/** What is read as a failure's text at most: a log of that length holds more than one failure. */
const MAX_TEXT_BYTES = 8 * 1024 * 1024

/**
 * Names the cause of a failure: of a text (as words, a file, or standard input), or of a task or service of the local
 * account. Ends with 0 where a cause is proven or possible, with 3 where nothing is known.
 */
export async function why(
  client: DaemonClient,
  words: readonly string[],
  options: WhyOptions,
): Promise<number> {
  const word = words.join(' ')
  const target = words.length === 1 && options.jsonl !== true ? await targetOf(client, word) : undefined
  if (target !== undefined) return await whyTarget(client, word, target, options)
  const facts = await openWithLive(options.in ?? [], options)
  if (options.jsonl) return await eachLine(facts)
  const diagnosis = diagnose(await textOf(word), facts.launches)
  if (/^[\w-]{1,64}$/.test(word) && diagnosis.causes.length === 0) {
    throw new CommandError(
      `${word} is no service or task that runs here, and no failure that is known; \`seatrial ps --all\` lists what there is`,
      exitCodes.usage,
    )
  }
  print(diagnosis, facts, options)
  return diagnosis.causes.some(({ standing }) => standing !== 'ruled-out') ? exitCodes.ok : exitCodes.unknown
}

/** Of something that runs here; the project it is of, where it can be read, says where the cause was written. */
async function whyTarget(
  client: DaemonClient,
  name: string,
  target: WhyTarget,
  options: WhyOptions,
): Promise<number> {
  const diagnosis = await client.why(target)
  if (diagnosis.failure === null && diagnosis.causes.length + diagnosis.also.length === 0) {
    if (options.format === 'json') print(diagnosis, noFacts, options)
    else
      process.stdout.write(`nothing is known to keep ${name} from starting, and nothing of it has failed\n`)
    return exitCodes.ok
  }
  const facts = await projectFacts(client, options)
  print(withPlaces(diagnosis, checkLaunches(facts.launches)), facts, options)
  return exitCodes.ok
}

const noFacts: Facts = { launches: [], sources: new Map(), problems: [], misplaced: [], ignore: [] }

/** The projects that are given, or else those that are up. One of those that cannot be read any more adds no places. */
async function projectFacts(client: DaemonClient, options: WhyOptions): Promise<Facts> {
  if (options.in) return await openWithLive(options.in, options)
  try {
    const { projects } = await client.overview()
    return await openFacts(projects.map(({ folder }) => folder))
  } catch (error) {
    if (error instanceof InputError) return noFacts
    throw error
  }
}

function print(diagnosis: Diagnosis, { sources }: Facts, { format }: WhyOptions): void {
  process.stdout.write(
    format === 'json'
      ? `${JSON.stringify(diagnosisJson(diagnosis), undefined, 2)}\n`
      : prettyDiagnosis(diagnosis, { paint: painter(), sources }),
  )
}

/** A task or service that a word means, where a daemon answers and has it. Anything longer is a text. */
async function targetOf(client: DaemonClient, word: string): Promise<WhyTarget | undefined> {
  if (word === '-' || /\s/.test(word) || !(await client.health())) return undefined
  const overview = await client.overview()
  const service = overview.services.find(({ name, serviceArn }) => name === word || serviceArn === word)
  if (service) return { serviceArn: service.serviceArn }
  try {
    const task = findTasks(overview, word).toSorted((a, b) => b.createdAtMs - a.createdAtMs)[0]
    return task && { taskArn: task.taskArn }
  } catch {
    return undefined
  }
}

async function textOf(word: string): Promise<string> {
  if (word === '' && process.stdin.isTTY) {
    throw new CommandError(
      'expected a failure text, a task or a service, or - to read standard input, e.g. aws ecs describe-tasks … | seatrial why -',
      exitCodes.usage,
    )
  }
  if (word === '' || word === '-') return await readInput()
  return isFile(word) ? readFileSync(word, 'utf8') : word
}

function isFile(word: string): boolean {
  return word.length < 4096 && existsSync(word) && statSync(word).isFile()
}

async function readInput(): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_TEXT_BYTES) {
      throw new CommandError(
        `the text is larger than ${MAX_TEXT_BYTES} bytes: give its part with the failure`,
        exitCodes.usage,
      )
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/**
 * Lines of `{"id", "error_text"}` in, one line out for each, in their order: a diagnosis, or what is wrong with the line.
 * Ends with 2 where a line could not be read; the others are answered all the same.
 */
async function eachLine(facts: Facts): Promise<number> {
  let number = 0
  let unreadable = 0
  for await (const line of createInterface({ input: process.stdin })) {
    number += 1
    if (line.trim() === '') continue
    const read = readLine(line)
    if (read.error === undefined) {
      const { id, text } = read
      process.stdout.write(`${JSON.stringify({ id, ...diagnosisJson(diagnose(text, facts.launches)) })}\n`)
      continue
    }
    unreadable += 1
    process.stdout.write(`${JSON.stringify({ id: read.id, line: number, error: read.error })}\n`)
    process.stderr.write(`standard input, line ${number}: ${read.error}\n`)
  }
  return unreadable > 0 ? exitCodes.usage : exitCodes.ok
}

type ReadLine =
  | { readonly id: unknown; readonly text: string; readonly error?: undefined }
  | { readonly id: unknown; readonly error: string }

function readLine(line: string): ReadLine {
  let parsed: unknown
  try {
    parsed = JSON.parse(line)
  } catch (error) {
    return { id: null, error: `expected {"id": …, "error_text": "…"}: ${(error as Error).message}` }
  }
  const { id = null, error_text: text } = (parsed ?? {}) as { id?: unknown; error_text?: unknown }
  if (typeof text === 'string') return { id, text }
  return { id, error: 'expected {"id": …, "error_text": "…"}, and error_text is not a text' }
}
