import { accountTable } from '../state.ts'

/** An access key that Seatrial issued: its requests are verified and carry its principal. Writer: IAM and STS operations. */
export interface IssuedKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** Set for temporary credentials. */
  readonly sessionToken?: string
  readonly createdAtMs: number
  readonly expiresAtMs?: number
  readonly account: string
  /** `arn:aws:sts::…:assumed-role/ROLE/SESSION`, or an IAM user's ARN. */
  readonly arn: string
  readonly userId: string
  /** Set for the long-lived key of an IAM user. */
  readonly userName?: string
  /** Set for a session of the developer, who may do everything. */
  readonly developer?: true
  readonly roleArn?: string
  /** The session policy given at AssumeRole, a JSON text. */
  readonly sessionPolicy?: string
  /** Managed policies given as session policies. */
  readonly sessionPolicyArns?: readonly string[]
  /** Session tags, those of the calling session that are transitive included. */
  readonly sessionTags?: readonly {
    readonly key: string
    readonly value: string
    readonly transitive: boolean
  }[]
  readonly sourceIdentity?: string
  /** The task the key was issued to, where it was; such keys go when their task stops. */
  readonly taskArn?: string
  readonly status: 'Active' | 'Inactive'
}

/**
 * Issued keys by access key id. They live in the account `*`, because a key is looked up before its account is known.
 * `user` is the ARN of the IAM user whose long-lived key it is; `temporary` holds all keys that expire.
 */
export const issuedKeys = accountTable<IssuedKey, 'task' | 'user' | 'temporary'>('sts.issuedKeys', {
  task: (row) => row.taskArn,
  user: (row) => (row.userName === undefined ? undefined : row.arn),
  temporary: (row) => (row.expiresAtMs === undefined ? undefined : 'temporary'),
})

/** The account under which `issuedKeys` are kept. */
export const everyAccount = '*'
