/** What Git Bash and MSYS put before an argument that begins with a slash. */
const converted = /^[A-Z]:[\\/](?:Program Files(?: \(x86\))?[\\/]Git|msys64|Git)(?<path>[\\/].*)$/i

/** A value that a shell has turned into a path of Windows, where it is, and what was written. */
export interface ConvertedPath {
  readonly where: string
  readonly value: string
  readonly written: string
}

/** Every string in a document that is such a path; `where` are its keys, joined with dots. */
export function convertedPaths(value: unknown): readonly ConvertedPath[] {
  const found: ConvertedPath[] = []
  collect(value, [], found)
  return found
}

/** The keys are only joined where something is found: a check looks through every string of a project. */
function collect(value: unknown, keys: string[], found: ConvertedPath[]): void {
  if (typeof value === 'string') {
    const written = value[1] === ':' ? converted.exec(value)?.groups?.path : undefined
    if (written !== undefined)
      found.push({ where: keys.join('.'), value, written: written.replaceAll('\\', '/') })
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      keys.push(key)
      collect(inner, keys, found)
      keys.pop()
    }
  }
}
