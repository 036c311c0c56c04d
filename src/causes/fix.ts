/** A way to tell a cause from others with the same text. */
export interface Settling {
  /** In lower case, e.g. `the route table of each subnet`. */
  readonly what: string
  /** A command or a place to look. */
  readonly how: string
}

/**
 * A change of the files that were read, as data: roles by ARN, places as `file:line:col`. Where a place is not a literal
 * of such a file it is not made.
 */
export type Edit =
  /** Writes another text in place of a literal one: at a place, or at a key of a statement of the policy that is there. */
  | {
      readonly kind: 'replace'
      /** Where the finding is, where it is missing. */
      readonly at?: string
      /** Position of the statement, from 0, and its key. */
      readonly statement?: { readonly index: number; readonly key: 'Action' | 'Resource' }
      readonly from: string
      readonly to: string
    }
  /** Sets a text below a part of the launch, whether it was given or not: `AwsvpcConfiguration`, `AssignPublicIp`. */
  | {
      readonly kind: 'set'
      readonly part: string
      /** Where that part was written; known once the launch is. */
      readonly at?: string
      readonly path: readonly string[]
      readonly to: string
    }
  /** Lets a role do something, in a statement of its own. */
  | {
      readonly kind: 'allow'
      readonly role: string
      readonly action: string | readonly string[]
      readonly resources: readonly string[]
    }
  /** Lets a service assume a role: it is added to the services that the trust policy names, or takes the place of `instead`. */
  | {
      readonly kind: 'trust'
      readonly role: string
      readonly service: string
      readonly instead?: string
    }
  /** Adds a log group to the template that the finding is in. */
  | { readonly kind: 'log-group'; readonly name: string; readonly region?: string }

/** A mend: its title says what it changes, its text can be pasted. */
export interface Fix {
  readonly title: string
  readonly text: string
  /** The same as a change that is safe to make without asking: it takes nothing away from anybody else. */
  readonly edit?: Edit
}
