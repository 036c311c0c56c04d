import type {
  IntrinsicName,
  IntrinsicValue,
  ListValue,
  MapEntry,
  MapValue,
  TemplateValue,
} from '../../model/template.ts'
import type { SyntaxNode } from '../syntax/syntax.ts'
import { AsWritten } from './as-written.ts'

// Values that hold functions. They stand where what they were read from stands, which is asked when it is wanted.

/** A list with functions in it. */
export class ReadList extends AsWritten<SyntaxNode> implements ListValue {
  readonly kind: 'list'
  readonly items: readonly TemplateValue[]

  constructor(items: readonly TemplateValue[], written: SyntaxNode) {
    super(written)
    this.kind = 'list'
    this.items = items
  }
}

/** A map with functions in it. */
export class ReadMap extends AsWritten<SyntaxNode> implements MapValue {
  readonly kind: 'map'
  readonly entries: readonly MapEntry[]

  constructor(entries: readonly MapEntry[], written: SyntaxNode) {
    super(written)
    this.kind = 'map'
    this.entries = entries
  }
}

/** A function. */
export class ReadFunction extends AsWritten<SyntaxNode> implements IntrinsicValue {
  readonly kind: 'intrinsic'
  readonly name: IntrinsicName
  readonly argument: TemplateValue

  constructor(name: IntrinsicName, argument: TemplateValue, written: SyntaxNode) {
    super(written)
    this.kind = 'intrinsic'
    this.name = name
    this.argument = argument
  }
}
