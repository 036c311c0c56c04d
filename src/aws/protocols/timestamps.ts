const HTTP_DATE_LENGTH = 29

/** Writes a moment as the model asks: ISO 8601 in UTC, seconds since 1970, or an HTTP date. */
export function formatTimestamp(value: Date | number | string, format: string): string {
  const date = toDate(value)
  if (format === 'unixTimestamp') return String(date.getTime() / 1000)
  if (format === 'rfc822') return date.toUTCString()
  return date.toISOString()
}

/**
 * ISO 8601 as the services that answer in XML write it, all to the whole second: awsQuery `2026-11-22T05:00:00Z`,
 * EC2 and S3 `2026-11-22T05:00:00.000Z`.
 */
export function xmlTimestamp(value: Date | number | string, protocol: string): string {
  const seconds = toDate(value).toISOString().slice(0, 'YYYY-MM-DDTHH:MM:SS'.length)
  return protocol === 'query' ? `${seconds}Z` : `${seconds}.000Z`
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
