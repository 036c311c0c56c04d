/** Name of the user that callers are whose key was not issued here. No IAM user may take it. */
export const developerName = 'developer'

/** Who the developer of an account is, as GetCallerIdentity and denials say. */
export function developerIdentity(account: string): { readonly arn: string; readonly userId: string } {
  return { arn: `arn:aws:iam::${account}:user/${developerName}`, userId: 'AIDASEATRIALDEVELOPER' }
}
