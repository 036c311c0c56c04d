/** What a check leaves out. */
export interface CheckOptions {
  /** Codes of causes that are wanted; all where it is missing. */
  readonly only?: readonly string[]
  /** Codes of causes that are not wanted. */
  readonly skip?: readonly string[]
}
