import type { AccessRequest, CallingPrincipal, PolicyLayer } from '../model/iam/access.ts'
import { writtenAs } from './pattern.ts'

/**
 * Why a request is denied, as AWS words it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function denialReason(layer: PolicyLayer, denial: 'explicit' | 'implicit', action: string): string {
  if (denial === 'implicit') return `because no ${layer} allows the ${action} action`
  return `with an explicit deny in ${layer === 'identity-based policy' ? 'an' : 'a'} ${layer}`
}

/**
 * The whole text of a denial. Security Token Service gives no reason; S3 puts the resource in quotes.
 */
export function denialText({ principal, action, resource }: AccessRequest, reason: string): string {
  const service = action.slice(0, action.indexOf(':')).toLowerCase()
  const named = writtenAs(resource)
  const where = service === 's3' && named !== '*' ? `"${named}"` : named
  const text = `User: ${principalName(principal)} is not authorized to perform: ${action} on resource: ${where}`
  return service === 'sts' ? text : `${text} ${reason}`
}

/** Who is denied, as AWS's texts name them. */
export function principalName(principal: CallingPrincipal): string {
  switch (principal.kind) {
    case 'service':
      return principal.service
    case 'federated':
      return principal.provider
    case 'anonymous':
      return 'anonymous'
    default:
      return principal.arn
  }
}
