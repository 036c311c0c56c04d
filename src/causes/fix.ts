/** A way to tell a cause from others with the same text. */
export interface Settling {
  /** In lower case, e.g. `the route table of each subnet`. */
  readonly what: string
  /** A command or a place to look. */
  readonly how: string
}

/** A mend: its title says what it changes, its text can be pasted. */
export interface Fix {
  readonly title: string
  readonly text: string
}
