/**
 * What is known about one thing in the account: what it is, that it is not there, or nothing. Not knowing is never
 * read as presence nor as absence; `settledBy` says what would tell (an API call, an input that was not given).
 */
export type Fact<Value> =
  | { readonly known: true; readonly value: Value; readonly source?: string; readonly absent?: undefined }
  | { readonly known: true; readonly absent: true; readonly source?: string }
  | { readonly known: false; readonly settledBy: string; readonly near?: NearThing }

/** What there is that is probably meant, such as the one log group of a project that nothing logs to. */
export interface NearThing {
  readonly name: string
  readonly source?: string
  /** Where it is in another region. */
  readonly region?: string
}

/** It is there, and this is what it is. `source` says where that was learnt. */
export function present<Value>(value: Value, source?: string): Fact<Value> {
  return source === undefined ? { known: true, value } : { known: true, value, source }
}

/** It is known not to be there. */
export function absent(source?: string): Fact<never> {
  return source === undefined ? { known: true, absent: true } : { known: true, absent: true, source }
}

/** Nothing is known; `settledBy` would tell. */
export function unknownFact(settledBy: string): Fact<never> {
  return { known: false, settledBy }
}
