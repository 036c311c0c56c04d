import type { LogGroupClass } from '@aws-sdk/client-cloudwatch-logs'

/** A log group. Writer: the log group operations. */
export interface LogGroupRow {
  readonly logGroupName: string
  readonly logGroupClass: LogGroupClass
  readonly createdMs: number
  /** The ARN of the key; events are kept as they are, with or without one. */
  readonly kmsKeyId?: string
  /** Missing means that events never expire. */
  readonly retentionInDays?: number
  readonly deletionProtected: boolean
  readonly tags: Readonly<Record<string, string>>
}

/** A log stream. Writer: the log stream operations, and PutLogEvents for what it says of events. */
export interface LogStreamRow {
  readonly logGroupName: string
  readonly logStreamName: string
  readonly createdMs: number
  readonly firstEventMs?: number
  readonly lastEventMs?: number
  readonly lastIngestionMs?: number
  /** Told to clients that still ask for it; nothing checks it any more. */
  readonly sequenceToken: string
}

/** What a group holds, apart from the group because every batch changes it. Writer: the storing of chunks. */
export interface LogUsageRow {
  /** As AWS counts: the UTF-8 bytes of the messages, and 26 more for each event. */
  readonly storedBytes: number
  /** Characters that the group's chunks take up here. */
  readonly keptSize: number
  /** How many batches the group ever took: the number of the next. */
  readonly batches: number
}

/** An account's resource policy for CloudWatch Logs. Writer: PutResourcePolicy. */
export interface LogResourcePolicyRow {
  readonly policyName: string
  readonly policyDocument: string
  readonly updatedMs: number
}
