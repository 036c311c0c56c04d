import type { IntrinsicValue, ScalarValue, Source, TemplateValue } from '../../model/template.ts'
import { isPseudoParameter } from './pseudo-parameters.ts'
import { isLiteral } from './read-value.ts'
import { splitAttribute, subParts } from './sub-text.ts'

/** What says where it stands when it is asked: most mentions are sound, and nobody asks. */
export interface Placed {
  readonly source: Source
}

/** One mention of something declared elsewhere in the template. */
export type Use =
  | {
      readonly kind: 'name'
      readonly name: string
      readonly through: 'Ref' | 'Fn::Sub'
      readonly at: Placed
    }
  | {
      readonly kind: 'attribute'
      readonly logicalId: string
      readonly attribute: string
      readonly through: 'Fn::GetAtt' | 'Fn::Sub'
      readonly at: Placed
    }
  | { readonly kind: 'condition'; readonly name: string; readonly at: Placed }

/** Which branches of `Fn::If` to look into: both, neither, or the one that a condition chooses. */
export type Branches = 'all' | 'none' | ((condition: string) => boolean | undefined)

/** Everything a value mentions, in the order it was written. */
export function usesOf(value: TemplateValue, branches: Branches = 'all'): readonly Use[] {
  if (isLiteral(value)) return []
  const all = known.get(value)
  // Without a condition there is nothing to choose.
  if (all && (branches === 'all' || !all.some(({ kind }) => kind === 'condition'))) return all
  const uses: Use[] = []
  collect(value, branches, uses)
  if (branches === 'all') known.set(value, uses)
  return uses
}

/** What was collected of all branches: names are checked first and then followed twice more, in a third of the time. */
const known = new WeakMap<TemplateValue, readonly Use[]>()

function collect(value: TemplateValue, branches: Branches, uses: Use[]): void {
  if (isLiteral(value)) return
  if (value.kind === 'list') for (const item of value.items) collect(item, branches, uses)
  else if (value.kind === 'map') for (const entry of value.entries) collect(entry.value, branches, uses)
  else if (value.kind === 'intrinsic') collectIntrinsic(value, branches, uses)
}

function collectIntrinsic(value: IntrinsicValue, branches: Branches, uses: Use[]): void {
  const { name, argument } = value
  const items = argument.kind === 'list' ? argument.items : [argument]
  const [first, second] = items
  if (name === 'Ref') {
    if (argument.kind === 'scalar')
      uses.push({ kind: 'name', name: argument.text, through: 'Ref', at: value })
  } else if (name === 'Condition') {
    if (argument.kind === 'scalar') uses.push({ kind: 'condition', name: argument.text, at: value })
  } else if (name === 'Fn::GetAtt') {
    if (first?.kind === 'scalar') uses.push(attributeUse(first.text, items.slice(1), value))
    for (const item of items.slice(1)) collect(item, branches, uses)
  } else if (name === 'Fn::Sub') {
    const own = new Set(second?.kind === 'map' ? second.entries.map(({ key }) => key) : [])
    if (first?.kind === 'scalar') collectSub(first, own, uses)
    if (second) collect(second, branches, uses)
  } else if (name === 'Fn::If' && first?.kind === 'scalar') {
    uses.push({ kind: 'condition', name: first.text, at: first })
    for (const branch of chosenBranches(first.text, items, branches)) collect(branch, branches, uses)
  } else collect(argument, branches, uses)
}

function chosenBranches(
  condition: string,
  [, yes, no]: readonly TemplateValue[],
  branches: Branches,
): readonly TemplateValue[] {
  if (branches === 'none' || !yes || !no) return []
  const chosen = branches === 'all' ? undefined : branches(condition)
  if (chosen === undefined) return [yes, no]
  return chosen ? [yes] : [no]
}

function attributeUse(logicalId: string, rest: readonly TemplateValue[], at: Placed): Use {
  const attribute = rest.map((part) => (part.kind === 'scalar' ? part.text : '*')).join('.')
  return { kind: 'attribute', logicalId, attribute, through: 'Fn::GetAtt', at }
}

function collectSub(text: ScalarValue, own: ReadonlySet<string>, uses: Use[]): void {
  for (const part of subParts(text.text)) {
    if (part.kind === 'text' || own.has(part.name)) continue
    const at = new SubVariable(text, part.offset, part.name)
    const split = isPseudoParameter(part.name) ? undefined : splitAttribute(part.name)
    if (split) uses.push({ kind: 'attribute', ...split, through: 'Fn::Sub', at })
    else uses.push({ kind: 'name', name: part.name, through: 'Fn::Sub', at })
  }
}

class SubVariable implements Placed {
  private readonly text: ScalarValue
  private readonly offset: number
  private readonly name: string

  constructor(text: ScalarValue, offset: number, name: string) {
    this.text = text
    this.offset = offset
    this.name = name
  }

  get source(): Source {
    return subVariableSource(this.text, this.offset, this.name)
  }
}

/** The place of `${Name}` within a string, or of the string where its text does not stand in the file as it is. */
export function subVariableSource(text: ScalarValue, offset: number, name: string): Source {
  const { textStart } = text
  if (!textStart) return text.source
  const before = text.text.slice(0, offset)
  const lastBreak = before.lastIndexOf('\n')
  const line = textStart.line + before.split('\n').length - 1
  const column = textStart.column + offset - lastBreak - 1
  return { file: text.source.file, line, column, endColumn: column + name.length + 3 }
}
