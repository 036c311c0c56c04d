import type {
  IntrinsicName,
  IntrinsicValue,
  ListValue,
  MapEntry,
  MapValue,
  Source,
  TemplateValue,
} from '../../model/template.ts'
import type { SyntaxEntry, SyntaxNode } from '../syntax/syntax.ts'

// Values that hold functions. They stand where what they were read from stands, which is asked when it is wanted.

/** A list with functions in it. */
export class ReadList implements ListValue {
  readonly kind: 'list'
  readonly items: readonly TemplateValue[]
  private readonly written: SyntaxNode

  constructor(items: readonly TemplateValue[], written: SyntaxNode) {
    this.kind = 'list'
    this.items = items
    this.written = written
  }

  get source(): Source {
    return this.written.source
  }
}

/** A map with functions in it. */
export class ReadMap implements MapValue {
  readonly kind: 'map'
  readonly entries: readonly MapEntry[]
  private readonly written: SyntaxNode

  constructor(entries: readonly MapEntry[], written: SyntaxNode) {
    this.kind = 'map'
    this.entries = entries
    this.written = written
  }

  get source(): Source {
    return this.written.source
  }
}

/** A key with a value that holds functions. */
export class ReadEntry implements MapEntry {
  readonly key: string
  readonly value: TemplateValue
  private readonly written: SyntaxEntry

  constructor(value: TemplateValue, written: SyntaxEntry) {
    this.key = written.key
    this.value = value
    this.written = written
  }

  get keySource(): Source {
    return this.written.keySource
  }
}

/** A function. */
export class ReadFunction implements IntrinsicValue {
  readonly kind: 'intrinsic'
  readonly name: IntrinsicName
  readonly argument: TemplateValue
  private readonly written: SyntaxNode

  constructor(name: IntrinsicName, argument: TemplateValue, written: SyntaxNode) {
    this.kind = 'intrinsic'
    this.name = name
    this.argument = argument
    this.written = written
  }

  get source(): Source {
    return this.written.source
  }
}
