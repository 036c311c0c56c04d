import { parseArn } from '../../model/arn.ts'

/** The six random characters that Secrets Manager puts after the name in an ARN, or what it takes for them. */
const suffix = /-[A-Za-z0-9]{6}$/

/** Six small letters are hardly random (1 of 200 suffixes): they are a word at the end of the name, as in `jwt-secret`. */
const word = /-[a-z]{6}$/

/** Characters with which a text or a policy leaves something out: then it cannot be told whether a suffix is there. */
const leftOut = /[*?<>[\]…]|\.\.\.|X{3,}$/

/** Secrets that a database makes have names that nobody writes by hand: a text that ends after one is cut. */
const managed = /:secret:(?:rds|redshift)!/

/** Whether an ARN of a text or task definition is that of a secret and ends with its name. */
export function isPartialSecretArn(arn: string | number | undefined): boolean {
  const text = String(arn ?? '')
  if (!/:secretsmanager:[^:]*:[^:]*:secret:[^:]+$/.test(text) || leftOut.test(text)) return false
  return (!suffix.test(text) || word.test(text)) && !managed.test(text)
}

/** In a normalised text: the ARN of a secret whose name ends in a word that is taken for the random characters. */
export const wordForSuffix =
  /:secretsmanager:[^\s:]{0,30}:[^\s:]{0,30}:secret:[\w/+=.@!-]{0,200}-[a-z]{6}(?![\w/+=@!*?<-]|\.\w)/

/** In a normalised text: an ARN of a secret that ends without the random characters. */
export const partialSecretArn =
  /:secretsmanager:[^\s:]{0,30}:[^\s:]{0,30}:secret:(?!(?:rds|redshift)!)(?![^\s'"]{0,300}(?:-[A-Za-z0-9]{6}(?![\w/+=@!-]|\.\w)|[*?<>[\]…]|\.\.\.|X{3,}))[\w/+=.@!-]+/

/** Either of both. */
export const secretWithoutSuffix = new RegExp(`${wordForSuffix.source}|${partialSecretArn.source}`)

/** The name in a secret's ARN, without the random characters; a name that is no ARN stays as it is. */
export function secretNameOf(arn: string): string {
  const resource = parseArn(arn)?.resource
  const name = resource?.startsWith('secret:') === true ? resource.split(':')[1] : undefined
  return name === undefined ? arn : word.test(name) ? name : name.replace(suffix, '')
}

/** A name without what Secrets Manager would take for the random characters. */
export function withoutSuffix(secretName: string): string {
  return secretName.replace(suffix, '')
}

/** The region in an ARN, where there is one. */
export function regionOf(arn: string | undefined): string | undefined {
  return (arn === undefined ? undefined : parseArn(arn)?.region) || undefined
}

/** What a denial's reason names as the policy that decided: true where it is that of a VPC endpoint. */
export function isEndpointPolicyReason(reason: string | number | undefined): boolean {
  return /VPC endpoint policy/i.test(String(reason ?? ''))
}
