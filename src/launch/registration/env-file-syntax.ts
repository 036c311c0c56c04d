/** The ways in which a line of an env file does not say to ECS what it says to a shell (spec LAUNCH step 5). */
export type EnvFileTrouble =
  | 'quoted'
  | 'exported'
  | 'spaced'
  | 'commented'
  | 'interpolated'
  | 'ignored'
  | 'byte-order-mark'
  | 'blank'

/** One line of an env file that is read otherwise than it looks. Its value is left out: it may be a secret. */
export interface EnvFileLine {
  readonly trouble: EnvFileTrouble
  /** From 1. */
  readonly line: number
  /** The variable as ECS reads it; missing where the line is ignored. */
  readonly name?: string
}

const byteOrderMark = '\u{FEFF}'

/** The lines of an env file that ECS reads otherwise than a shell would, in their order. Nothing is trimmed or unquoted. */
export function envFileTroubles(text: string): readonly EnvFileLine[] {
  return text.split('\n').flatMap((raw, index) => {
    const content = raw.endsWith('\r') ? raw.slice(0, -1) : raw
    if (content.startsWith('#') || content.trim() === '') return []
    return lineTroubles(content).map((found) => ({ ...found, line: index + 1 }))
  })
}

function lineTroubles(content: string): Omit<EnvFileLine, 'line'>[] {
  const split = content.indexOf('=')
  if (split <= 0) return [{ trouble: 'ignored' }]
  const name = content.slice(0, split)
  const value = content.slice(split + 1)
  const troubles: EnvFileTrouble[] = []
  if (name.startsWith(byteOrderMark)) troubles.push('byte-order-mark')
  if (/^\s*export\s/.test(name)) troubles.push('exported')
  else if (/^\s|\s$/.test(name.replace(byteOrderMark, '')) || /^[^\S\r].*\S/.test(value))
    troubles.push('spaced')
  if (/^\s*(["'])(?:.*[^\\])?\1\s*$/.test(value)) troubles.push('quoted')
  else if (/\s#/.test(value)) troubles.push('commented')
  if (/\$\{\w+\}/.test(value)) troubles.push('interpolated')
  if (value === '') troubles.push('blank')
  return troubles.map((trouble) => ({ trouble, name: name.replace(byteOrderMark, '') }))
}
