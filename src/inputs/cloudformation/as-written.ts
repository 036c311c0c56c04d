import type { Source } from '../../model/template.ts'

// What stands where something else was written: the place is asked for only when it is wanted, as few are.

/** A value that stands where what it was made of stands. */
export abstract class AsWritten<Written extends { readonly source: Source }> {
  readonly written: Written

  constructor(written: Written) {
    this.written = written
  }

  get source(): Source {
    return this.written.source
  }
}

/** A key that stands where it was written, with a value that was made of what was written there. */
export class KeyAsWritten<Value> {
  readonly key: string
  readonly value: Value
  private readonly written: { readonly key: string; readonly keySource: Source }

  constructor(value: Value, written: { readonly key: string; readonly keySource: Source }) {
    this.key = written.key
    this.value = value
    this.written = written
  }

  get keySource(): Source {
    return this.written.keySource
  }
}
