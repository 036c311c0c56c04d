/** A time as IAM gives it: it knows seconds only. */
export function wholeSecond(epochMs: number): Date {
  return new Date(Math.floor(epochMs / 1000) * 1000)
}
