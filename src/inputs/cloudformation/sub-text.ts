/** A piece of a `Fn::Sub` string: text as it is, or a variable with its place within the string. */
export type SubPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string; readonly offset: number }

/** Splits a `Fn::Sub` string. `${!Name}` is the text `${Name}`; a `${` that never closes is text. */
export function subParts(text: string): readonly SubPart[] {
  const parts: SubPart[] = []
  let end = 0
  const keep = (piece: string): void => {
    const last = parts.at(-1)
    if (piece === '') return
    if (last?.kind === 'text') parts[parts.length - 1] = { kind: 'text', text: last.text + piece }
    else parts.push({ kind: 'text', text: piece })
  }
  for (const match of text.matchAll(/\$\{([^}]*)\}/g)) {
    const name = match[1] ?? ''
    keep(text.slice(end, match.index))
    if (name.startsWith('!')) keep(`\${${name.slice(1)}}`)
    else parts.push({ kind: 'variable', name: name.trim(), offset: match.index })
    end = match.index + match[0].length
  }
  keep(text.slice(end))
  return parts
}

/** Whether a variable of `Fn::Sub` is named as CloudFormation allows. */
export function isSubVariable(name: string): boolean {
  return /^[A-Za-z0-9_.:]+$/.test(name)
}

/** Splits `LogicalId.Attribute` at its first dot; undefined where there is none. */
export function splitAttribute(
  text: string,
): { readonly logicalId: string; readonly attribute: string } | undefined {
  const dot = text.indexOf('.')
  if (dot <= 0 || dot === text.length - 1) return undefined
  return { logicalId: text.slice(0, dot), attribute: text.slice(dot + 1) }
}
