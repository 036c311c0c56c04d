import type { Paint } from './paint.ts'

/** The texts of the files that places refer to, by the name the places have. */
export type SourceTexts = ReadonlyMap<string, string>

/**
 * The line that a place `file:line:col` names, with a mark under it, as compilers show it. Without the file's text only
 * the place.
 */
export function excerpt(place: string, texts: SourceTexts, paint: Paint): string[] {
  const head = `  ${paint('blue', '-->')} ${place}`
  const match = /^(.*):(\d+):(\d+)$/.exec(place)
  const [, file = '', lineText = '', columnText = ''] = match ?? []
  const line = texts.get(file)?.split('\n')[Number(lineText) - 1]
  if (line === undefined) return [head]
  const column = Math.max(0, Number(columnText) - 1)
  const length = Math.max(1, line.trimEnd().length - column)
  const gutter = ' '.repeat(lineText.length)
  return [
    head,
    paint('blue', `${gutter} |`),
    `${paint('blue', `${lineText} |`)} ${line.trimEnd()}`,
    `${paint('blue', `${gutter} |`)} ${' '.repeat(column)}${paint('red', '^'.repeat(length))}`,
  ]
}
