/** A moment as Go prints it in JSON: UTC, with fractions of a second only where there are any. */
export function rfc3339(atMs: number): string {
  return new Date(atMs).toISOString().replace(/\.?0*Z$/, 'Z')
}
