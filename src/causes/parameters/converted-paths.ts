/** What Git Bash and MSYS put before an argument that begins with a slash. */
const converted = /^[A-Z]:[\\/](?:Program Files(?: \(x86\))?[\\/]Git|msys64|Git)(?<path>[\\/].*)$/i

/** A value that a shell has turned into a path of Windows, where it is, and what was written. */
export interface ConvertedPath {
  readonly where: string
  readonly value: string
  readonly written: string
}

/** Every string in a document that is such a path; `where` are its keys, joined with dots. */
export function convertedPaths(value: unknown, where = ''): ConvertedPath[] {
  if (typeof value === 'string') {
    const written = converted.exec(value)?.groups?.path
    return written === undefined ? [] : [{ where, value, written: written.replaceAll('\\', '/') }]
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    convertedPaths(inner, where === '' ? key : `${where}.${key}`),
  )
}
