/** A fact that supports a verdict, with where it was learnt (file:line:col, API call, or the local account). */
export interface Evidence {
  readonly fact: string
  readonly source?: string
}

/**
 * What is known about one requirement. `fails` carries the failure as the catalogue knows it (its code and facts);
 * `unknown` carries what would settle it. There is no fourth answer, and unknown is never read as holds.
 */
export type Verdict =
  | { readonly kind: 'holds'; readonly evidence?: readonly Evidence[] }
  | { readonly kind: 'fails'; readonly failure: Failure; readonly evidence?: readonly Evidence[] }
  | { readonly kind: 'unknown'; readonly settledBy: string; readonly evidence?: readonly Evidence[] }

/** A failure as data: its code in the failure catalogue and the facts that fill the template's holes. */
export interface Failure {
  readonly code: string
  readonly facts: Readonly<Record<string, string | number>>
}
