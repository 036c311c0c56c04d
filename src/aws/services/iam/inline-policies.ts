import type { PolicyHolder } from '../../../model/iam/rows.ts'
import { Fault } from '../../fault.ts'
import { checkPolicy } from './check-policy.ts'
import { withoutSpace } from './policy-size.ts'

/** The inline policies with one put. Throws MalformedPolicyDocument, and LimitExceeded for all of them together. */
export function putInlinePolicy(
  holder: PolicyHolder,
  name: string,
  document: string,
  owner: { readonly kind: 'role' | 'user'; readonly name: string; readonly maxSize: number },
): Readonly<Record<string, string>> {
  checkPolicy(document, 'inline')
  const policies = { ...holder.inlinePolicies, [name]: document }
  const size = Object.values(policies).reduce((sum, text) => sum + withoutSpace(text), 0)
  if (size > owner.maxSize) {
    const message = `Maximum policy size of ${owner.maxSize} bytes exceeded for ${owner.kind} ${owner.name}`
    throw new Fault('LimitExceeded', message)
  }
  return policies
}

/** One inline policy's text. Throws NoSuchEntity. */
export function findInlinePolicy(holder: PolicyHolder, name: string, kind: 'role' | 'user'): string {
  const document = Object.hasOwn(holder.inlinePolicies, name) ? holder.inlinePolicies[name] : undefined
  if (document === undefined)
    throw new Fault('NoSuchEntity', `The ${kind} policy with name ${name} cannot be found.`)
  return document
}

/** The inline policies with one less. Throws NoSuchEntity. */
export function deleteInlinePolicy(
  holder: PolicyHolder,
  name: string,
  kind: 'role' | 'user',
): Readonly<Record<string, string>> {
  findInlinePolicy(holder, name, kind)
  return Object.fromEntries(Object.entries(holder.inlinePolicies).filter(([other]) => other !== name))
}
