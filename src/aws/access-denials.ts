import { denialText, principalName } from '../iam/denial-text.ts'
import { isCrossing } from '../iam/decide.ts'
import type { AccessRequest } from '../model/iam/access.ts'
import { Fault } from './fault.ts'
import type { ServiceModel } from './service-model.ts'

/** A denied call, as the service words it. */
export interface DeniedCall {
  readonly request: AccessRequest
  /** `because no identity-based policy allows the ssm:GetParameters action` */
  readonly reason: string
  /** How the text names the resource, where that is not its ARN. */
  readonly shown?: string
  /** Its text leaves out a resource that is `*`. */
  readonly hidesStar: boolean
}

/**
 * The answer to a call that is not allowed, under the code of the service's protocol.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function accessDenied(protocol: ServiceModel['protocol'], denied: DeniedCall): Fault {
  if (protocol === 'rest-xml') {
    // S3 tells strangers nothing: its longer text is for callers of the bucket's own account.
    const message = isCrossing(denied.request) ? 'Access Denied' : textOf(denied)
    return new Fault('AccessDenied', message, { status: 403 })
  }
  if (protocol === 'query') return new Fault('AccessDenied', textOf(denied), { status: 403 })
  if (protocol === 'ec2') {
    // EC2 adds an encoded message that only its own DecodeAuthorizationMessage can read; there is none here.
    const message = `You are not authorized to perform this operation. ${textOf(denied)}`
    return new Fault('UnauthorizedOperation', message, { status: 403 })
  }
  const status = protocol === 'rest-json' ? 403 : 400
  return new Fault('AccessDeniedException', textOf(denied), { status })
}

function textOf({ request, reason, shown, hidesStar }: DeniedCall): string {
  const { principal, action, resource } = request
  const text = `User: ${principalName(principal)} is not authorized to perform: ${action}`
  if (hidesStar && resource === '*') return `${text} ${reason}`
  if (shown !== undefined) return `${text} on resource: ${shown} ${reason}`
  return denialText(request, reason)
}
