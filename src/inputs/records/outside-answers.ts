import { absent, unknownFact, type Fact } from '../../model/launch/fact.ts'

/**
 * What was found out about things that no record describes, e.g. in a live account: that they are not there, or why
 * that could not be told. By what they are, in the words of settling texts (`role`, `log group`), and by name.
 */
export class OutsideAnswers {
  private readonly facts = new Map<string, Fact<never>>()
  private readonly complete: string | undefined

  /** `complete`: where it is said that nothing exists which no record describes. */
  constructor(complete?: string) {
    this.complete = complete
  }

  /** Notes an answer. Where two differ, such as those of two regions, nothing is known. */
  add(what: string, name: string, fact: Fact<never>): void {
    const key = `${what} ${name}`
    const known = this.facts.get(key)
    const differs = known !== undefined && known.known !== fact.known
    this.facts.set(
      key,
      differs ? unknownFact(`whether ${what} ${name} exists in each region that is asked`) : fact,
    )
  }

  /** What is known about a thing; undefined where nobody looked. */
  of(what: string, name: string): Fact<never> | undefined {
    return this.facts.get(`${what} ${name}`)
  }

  /** What holds for a thing that nobody looked for: it does not exist where the records are said to be complete. */
  otherwise(): Fact<never> | undefined {
    return this.complete === undefined ? undefined : absent(this.complete)
  }
}
