import { accountTable } from '../state.ts'

/** An access key that Seatrial issued: its requests are verified and carry its principal. Writer: IAM and STS operations. */
export interface IssuedKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** Set for temporary credentials. */
  readonly sessionToken?: string
  readonly expiresAtMs?: number
  readonly account: string
  /** `arn:aws:sts::…:assumed-role/ROLE/SESSION`, or an IAM user's ARN. */
  readonly arn: string
  readonly userId: string
  readonly roleArn?: string
  readonly sessionPolicy?: string
  /** The task the key was issued to, where it was; such keys go when their task stops. */
  readonly taskArn?: string
  readonly status: 'Active' | 'Inactive'
}

/** Issued keys by access key id. They live in the account `*`, because a key is looked up before its account is known. */
export const issuedKeys = accountTable<IssuedKey, 'task'>('sts.issuedKeys', { task: (row) => row.taskArn })

/** The account under which `issuedKeys` are kept. */
export const everyAccount = '*'
