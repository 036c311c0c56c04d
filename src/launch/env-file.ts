/** Go's scanner gives up on a line that does not fit its buffer of 64 KiB together with its end (spec: step 5, rule 1). */
const scannerBufferBytes = 64 * 1024

/** What an environment file says, or the error that ends the launch. */
export type EnvFile =
  | { readonly ok: true; readonly variables: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly error: 'bufio.Scanner: token too long' }

/**
 * Reads an environment file as the agent does (spec: LAUNCH step 5): a line that begins with `#` or has no `=` is
 * skipped, the first `=` splits, nothing is trimmed or unquoted, a key given twice keeps its last value.
 */
export function parseEnvFile(text: string): EnvFile {
  const variables = new Map<string, string>()
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  for (const raw of lines) {
    if (Buffer.byteLength(raw) >= scannerBufferBytes)
      return { ok: false, error: 'bufio.Scanner: token too long' }
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw
    const split = line.indexOf('=')
    if (line.startsWith('#') || split <= 0) continue
    variables.set(line.slice(0, split), line.slice(split + 1))
  }
  return { ok: true, variables }
}

/** Merges several files of one container: for a key in more than one, the first file wins (spec: rule 5). */
export function mergeEnvFiles(files: readonly ReadonlyMap<string, string>[]): ReadonlyMap<string, string> {
  const merged = new Map<string, string>()
  for (const file of files) {
    for (const [name, value] of file) if (!merged.has(name)) merged.set(name, value)
  }
  return merged
}
