import { styleText } from 'node:util'

type Format = Parameters<typeof styleText>[0]

/** Colours text where a person reads it: a terminal, and `NO_COLOR` not set. */
export function paint(format: Format, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  const wanted = stream.isTTY && (process.env.NO_COLOR ?? '') === ''
  return wanted ? styleText(format, text) : text
}
