import type { Template, TemplateValue } from '../../model/template.ts'
import type { ProblemList } from '../input-error.ts'
import { suggestion } from '../nearest-name.ts'
import { isLiteral } from './read-value.ts'

/** Notes what can be seen to be wrong without any parameter: keys that no mapping has, indexes beyond a list. */
export function checkLiterals(value: TemplateValue, template: Template, problems: ProblemList): void {
  if (isLiteral(value)) return
  if (value.kind === 'list') for (const item of value.items) checkLiterals(item, template, problems)
  else if (value.kind === 'map')
    for (const entry of value.entries) checkLiterals(entry.value, template, problems)
  else if (value.kind === 'intrinsic') {
    const items = value.argument.kind === 'list' ? value.argument.items : []
    if (value.name === 'Fn::FindInMap') checkMappingKeys(items, template, problems)
    if (value.name === 'Fn::Select') checkIndex(items, problems)
    checkLiterals(value.argument, template, problems)
  }
}

function checkMappingKeys(items: readonly TemplateValue[], template: Template, problems: ProblemList): void {
  const [mapping, top, second, fallback] = items
  if (mapping?.kind !== 'scalar' || fallback) return
  const rows = template.mappings.get(mapping.text)?.rows
  if (!rows) {
    const detail = suggestion(mapping.text, template.mappings.keys(), 'mapping')
    problems.add(`there is no mapping ${mapping.text}`, mapping.source, detail)
    return
  }
  const candidates = top?.kind === 'scalar' ? [rows.get(top.text)] : [...rows.values()]
  if (top?.kind === 'scalar' && !rows.has(top.text)) {
    const detail = suggestion(top.text, rows.keys(), 'key')
    problems.add(`mapping ${mapping.text} has no key ${top.text}`, top.source, detail)
    return
  }
  if (second?.kind !== 'scalar' || candidates.some((row) => row?.has(second.text))) return
  const names = new Set(candidates.flatMap((row) => [...(row?.keys() ?? [])]))
  const detail = suggestion(second.text, names, 'key')
  problems.add(`mapping ${mapping.text} has no second-level key ${second.text}`, second.source, detail)
}

function checkIndex(items: readonly TemplateValue[], problems: ProblemList): void {
  const [index, list] = items
  if (index?.kind !== 'scalar') return
  if (!/^\d+$/.test(index.text)) {
    problems.add(`Fn::Select is given the index ${JSON.stringify(index.text)}`, index.source, {
      expected: 'a whole number from 0',
    })
    return
  }
  if (list?.kind !== 'list') return
  // An element may vanish (AWS::NoValue), never appear, so the bound holds before evaluation.
  if (Number(index.text) >= list.items.length) {
    problems.add(`Fn::Select asks for index ${index.text} of a list of ${list.items.length}`, index.source, {
      expected:
        list.items.length === 0 ? 'a list that is not empty' : `an index from 0 to ${list.items.length - 1}`,
    })
  }
}
