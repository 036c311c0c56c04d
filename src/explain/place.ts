/** A place `file:line:col`, in its parts. */
export interface PlaceParts {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** Reads a place; undefined where it is none, such as the name of an API call. */
export function readPlace(place: string | undefined): PlaceParts | undefined {
  const match = /^(.+):(\d+):(\d+)$/.exec(place ?? '')
  if (!match) return undefined
  const [, file = '', line = '', column = ''] = match
  return { file, line: Number(line), column: Number(column) }
}
