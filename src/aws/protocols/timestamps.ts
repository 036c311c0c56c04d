const HTTP_DATE_LENGTH = 29

/** Writes a moment as the model asks: ISO 8601 in UTC, seconds since 1970, or an HTTP date. */
export function formatTimestamp(value: Date | number | string, format: string): string {
  const date = toDate(value)
  if (format === 'unixTimestamp') return String(date.getTime() / 1000)
  if (format === 'rfc822') return date.toUTCString()
  return date.toISOString()
}

/** Reads a moment in any of the forms the protocols use, or returns undefined. */
export function parseTimestamp(text: string): Date | undefined {
  const seconds = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined
  const date = new Date(seconds === undefined ? text : seconds * 1000)
  if (Number.isNaN(date.getTime()) || text.length > HTTP_DATE_LENGTH + 16) return undefined
  return date
}

/** Seconds since 1970 as the JSON protocols write them, to the millisecond. */
export function epochSeconds(value: Date | number | string): number {
  return toDate(value).getTime() / 1000
}

function toDate(value: Date | number | string): Date {
  return value instanceof Date ? value : new Date(value)
}
