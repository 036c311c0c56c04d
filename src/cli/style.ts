import { styleText } from 'node:util'
import type { Paint, Screen } from '../explain/paint.ts'

type Format = Parameters<typeof styleText>[0]

/** Colours text where a person reads it: a terminal, and `NO_COLOR` not set. */
export function paint(format: Format, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  const wanted = stream.isTTY && (process.env.NO_COLOR ?? '') === ''
  return wanted ? styleText(format, text) : text
}

/** Marks text of explanations for whoever reads this stream. */
export function painter(stream: NodeJS.WriteStream = process.stdout): Paint {
  return (mark, text) => paint(mark, text, stream)
}

/** What a person reads a report on: a terminal with its colours and width, or a plain file. */
export function screen(stream: NodeJS.WriteStream = process.stdout): Screen {
  return { paint: painter(stream), ...(stream.isTTY ? { columns: stream.columns } : {}) }
}
