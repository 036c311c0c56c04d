import { absent, type Fact } from '../../model/launch/fact.ts'
import type { Problem } from '../input-error.ts'
import { OutsideAnswers } from '../records/outside-answers.ts'
import type { WorldRecord } from '../records/world-record.ts'
import { untoldFact, type Answer, type Untold } from './live-account.ts'
import { callPlace, liveRecord, type LiveRecord } from './live-record.ts'

/** What has been read of an account. */
export class FoundThings {
  readonly answers: OutsideAnswers
  readonly problems: Problem[] = []
  private readonly records = new Map<string, WorldRecord>()
  private fresh: WorldRecord[] = []

  /** `complete`: where a project says that nothing exists but what it describes and what is found. */
  constructor(complete?: string) {
    this.answers = new OutsideAnswers(complete)
  }

  /** Every record, each thing once, in the order they were found. */
  get all(): readonly WorldRecord[] {
    return [...this.records.values()]
  }

  /** Adds a record. Of two about the same thing the one that says more is kept. */
  add(given: LiveRecord): void {
    const record = liveRecord(given)
    const key = `${record.type} ${record.region} ${record.id}`
    const known = this.records.get(key)
    if (known && size(known) >= size(record)) return
    const names = [...new Set([...record.names, ...(known?.names ?? [])])]
    const whole = { ...record, names }
    this.records.set(key, whole)
    this.fresh.push(whole)
  }

  /** Notes that a thing is not there, or why that is not known. Gives what was answered, if it was. */
  settle<T>(answer: Answer<T>, ...things: readonly (readonly [what: string, name: string])[]): T | undefined {
    if (answer.kind === 'answer') return answer.value
    for (const [what, name] of things) this.answers.add(what, name, factOf(answer))
    return undefined
  }

  /** Notes a listing that told nothing, where that leaves out things to check. */
  problem({ reason, settledBy, source }: Untold, consequence: string): void {
    const message = `${consequence}: ${reason}`
    this.problems.push({ message, source: { file: callPlace(source).file }, remedy: settledBy })
  }

  /** The records that were added since this was asked for the last time. */
  takeFresh(): readonly WorldRecord[] {
    const { fresh } = this
    this.fresh = []
    return fresh
  }
}

function size({ properties }: WorldRecord): number {
  return Object.keys(properties).length
}

function factOf(answer: Exclude<Answer<unknown>, { kind: 'answer' }>): Fact<never> {
  return answer.kind === 'absent' ? absent(answer.source) : untoldFact(answer)
}
