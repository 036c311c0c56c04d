import { compileComparison } from './comparison.ts'
import { invalidPattern } from './invalid-pattern.ts'
import { PatternReader, readCondition } from './pattern-reader.ts'

type Holds = (value: string) => boolean

const anything: Holds = () => true
const FIELD = /"(?<quoted>[^"]*)"|\[(?<bracketed>[^\]]*)\]|(?<bare>\S+)/g

/** Compiles `[ … ]`: the fields of a space-delimited event by position, `...` for any number of them. */
export function compileFields(text: string): (message: string) => boolean {
  if (!text.endsWith(']')) throw invalidPattern("If a filter pattern starts with '[' it must end with ']'")
  const { before, after } = readFields(new PatternReader(text.slice(1, -1)))
  return (message) => {
    const fields = fieldsOf(message)
    const fixed = before.length + (after?.length ?? 0)
    if (after ? fields.length < fixed : fields.length !== fixed) return false
    const tail = after ? fields.slice(fields.length - after.length) : []
    return holdAll(before, fields) && holdAll(after ?? [], tail)
  }
}

function holdAll(conditions: readonly Holds[], fields: readonly string[]): boolean {
  return conditions.every((holds, at) => holds(fields[at] ?? ''))
}

/** Text between brackets or quotation marks is one field. */
function fieldsOf(message: string): string[] {
  return [...message.matchAll(FIELD)].map(
    ({ groups }) => groups?.quoted ?? groups?.bracketed ?? groups?.bare ?? '',
  )
}

function readFields(reader: PatternReader): {
  readonly before: readonly Holds[]
  readonly after?: readonly Holds[]
} {
  const before: Holds[] = []
  let after: Holds[] | undefined
  do {
    if (reader.takes('...')) {
      if (after) throw invalidPattern('only one ellipsis is allowed')
      after = []
    } else {
      const list = after ?? before
      list.push(readField(reader))
    }
  } while (reader.takes(','))
  if (!reader.atEnd) throw reader.unexpected()
  return after ? { before, after } : { before }
}

/** `name`, nothing, or conditions on the name: `status = 4* && status != 404`. */
function readField(reader: PatternReader): Holds {
  let field: string | undefined
  return readCondition<string>(reader, () => {
    const name = reader.match(/[\p{L}\p{N}_]+/uy)?.[0]
    if (field !== undefined && name !== field)
      throw invalidPattern(`a condition of field '${field}' names another field`)
    field = name ?? ''
    const operator = reader.operator()
    return operator ? compileComparison(operator, reader.operand()) : anything
  })
}
