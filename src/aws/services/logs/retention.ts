import type { LogGroupRow } from '../../../model/logs/log-group.ts'
import { invalidParameter } from './faults.ts'

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const retentionValues = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
]
const DAY_MS = 86_400_000
/** Groups of the DELIVERY class keep events for one day, whatever their policy says (the API reference). */
const DELIVERY_DAYS = 1

/** Refuses a number of days that CloudWatch Logs does not offer. */
export function checkRetention(days: number | undefined): void {
  if (days !== undefined && retentionValues.includes(days)) return
  throw invalidParameter(`Invalid retention value. Valid values are: [${retentionValues.join(', ')}]`)
}

/** Events before this epoch millisecond have expired; 0 where events never expire. */
export function expiryMs(group: LogGroupRow, now: number): number {
  const days = group.logGroupClass === 'DELIVERY' ? DELIVERY_DAYS : group.retentionInDays
  return days === undefined ? 0 : now - days * DAY_MS
}
