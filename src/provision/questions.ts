import { Unresolved } from '../model/template.ts'
import type { EvaluatedValue } from '../model/template.ts'

/** How often a value may be evaluated anew because answers led to further questions. */
const MAX_ROUNDS = 20

/**
 * Lets evaluation, which cannot wait, use answers that must be waited for: what is not known yet is noted, asked for
 * between two rounds, and known in the next.
 */
export class Questions {
  private readonly answers = new Map<string, EvaluatedValue>()
  private readonly open = new Map<string, () => Promise<EvaluatedValue>>()

  /** The answer, or undefined where it must be asked for first. */
  answer(key: string, ask: () => Promise<EvaluatedValue>): EvaluatedValue | undefined {
    const known = this.answers.get(key)
    if (known === undefined) this.open.set(key, ask)
    return known
  }

  /** Runs until no question is open. */
  async settle<Result>(run: () => Result): Promise<Result> {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const result = run()
      if (this.open.size === 0) return result
      const asked = [...this.open]
      this.open.clear()
      for (const [key, ask] of asked) this.answers.set(key, await ask())
    }
    throw new Error(`a value was not settled after ${MAX_ROUNDS} rounds`)
  }
}

/** An answer that there is none, and why. */
export function noAnswer(reason: string, settledBy: string): Unresolved {
  return new Unresolved({ reason, settledBy })
}
