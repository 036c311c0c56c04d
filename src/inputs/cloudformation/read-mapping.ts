import type { TemplateMapping, TemplateValue } from '../../model/template.ts'
import type { ProblemList } from '../input-error.ts'
import type { SyntaxEntry } from '../syntax/syntax.ts'
import { readValue } from './read-value.ts'
import { mapEntries } from './section.ts'

/** Reads one entry of the Mappings section. */
export function readMapping(entry: SyntaxEntry, problems: ProblemList): TemplateMapping {
  const what = `mapping ${entry.key}`
  const rows = new Map<string, ReadonlyMap<string, TemplateValue>>()
  for (const row of mapEntries(entry.value, what, problems)) {
    const cells = new Map<string, TemplateValue>()
    for (const cell of mapEntries(row.value, `${row.key} of ${what}`, problems)) {
      cells.set(cell.key, readCell(cell, `${cell.key} of ${row.key} of ${what}`, problems))
    }
    rows.set(row.key, cells)
  }
  return { name: entry.key, rows, source: entry.keySource }
}

function readCell(cell: SyntaxEntry, what: string, problems: ProblemList): TemplateValue {
  const value = readValue(cell.value, problems)
  const plain =
    value.kind === 'scalar' || (value.kind === 'list' && value.items.every((item) => item.kind === 'scalar'))
  if (!plain) {
    problems.add(`${what} is ${value.kind === 'intrinsic' ? value.name : 'nested deeper'}`, value.source, {
      expected: 'a string, a number, true, false, or a list of them',
      ...(value.kind === 'intrinsic' ? { remedy: 'functions are not allowed in the Mappings section' } : {}),
    })
  }
  return value
}
