/** Where a problem is: a place in a file, or the whole file where there is no line to point at. */
export interface Place {
  readonly file: string
  readonly line?: number
  readonly column?: number
  readonly endColumn?: number
}

/** One thing that is wrong with an input, as data. All texts are one line without a full stop. */
export interface Problem {
  readonly message: string
  readonly source: Place
  /** What was allowed there. */
  readonly expected?: string
  /** What to do about it. */
  readonly remedy?: string
}

/** An input cannot be read. Carries every problem that was found, in the order of the file. */
export class InputError extends Error {
  override readonly name = 'InputError'
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => `${formatPlace(problem.source)}: ${problem.message}`).join('\n'))
    this.problems = problems
  }
}

/** An error with one problem. */
export function inputError(
  message: string,
  source: Place,
  detail: { readonly expected?: string; readonly remedy?: string } = {},
): InputError {
  return new InputError([{ message, source, ...detail }])
}

/** `file:line:column`, or the file alone. */
export function formatPlace(place: Place): string {
  return place.line === undefined ? place.file : `${place.file}:${place.line}:${place.column ?? 1}`
}

/** Collects problems while a file is read to its end. */
export class ProblemList {
  private readonly found: Problem[] = []

  /** Notes a problem and goes on. */
  add(
    message: string,
    source: Place,
    detail: { readonly expected?: string; readonly remedy?: string } = {},
  ): void {
    this.found.push({ message, source, ...detail })
  }

  get isEmpty(): boolean {
    return this.found.length === 0
  }

  /** The problems in the order of the file, each once. */
  sorted(): readonly Problem[] {
    const seen = new Set<string>()
    return this.found
      .filter((problem) => {
        const key = `${formatPlace(problem.source)} ${problem.message}`
        return !seen.has(key) && seen.add(key)
      })
      .sort(
        (a, b) =>
          (a.source.line ?? 0) - (b.source.line ?? 0) || (a.source.column ?? 0) - (b.source.column ?? 0),
      )
  }

  /** Throws an InputError where anything was noted. */
  throwIfAny(): void {
    if (!this.isEmpty) throw new InputError(this.sorted())
  }
}
