import { parseArn } from '../../model/arn.ts'
import type { Scope } from '../../model/state.ts'

/** The account and region of an ARN. An ARN the account itself made is always one. */
export function scopeOfArn(arn: string): Scope {
  const parsed = parseArn(arn)
  if (!parsed) throw new Error(`${arn} is not an ARN`)
  return { account: parsed.account, region: parsed.region }
}
