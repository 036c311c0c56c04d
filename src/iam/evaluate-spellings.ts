import type { AccessRequest, AccessVerdict } from '../model/iam/access.ts'
import { evaluate } from './evaluate.ts'
import type { PolicyContext } from './policy-context.ts'

/**
 * As `evaluate`, where a service takes a resource by more than one ARN: an explicit denial of any decides, and one that
 * is allowed is enough. The verdict that is told is the first ARN's.
 */
export function evaluateSpellings(request: AccessRequest, context: PolicyContext): AccessVerdict {
  const [first, ...others] = spellingsOf(request)
  const verdict = evaluate(first ?? request, context)
  if (others.length === 0 || isExplicit(verdict)) return verdict
  let best = verdict
  for (const other of others) {
    const next = evaluate(other, context)
    if (isExplicit(next)) return next
    if (next.kind === 'allowed' || (next.kind === 'unknown' && best.kind === 'denied')) best = next
  }
  return verdict.kind === 'allowed' ? verdict : best
}

const isExplicit = (verdict: AccessVerdict): boolean =>
  verdict.kind === 'denied' && verdict.denial === 'explicit'

function spellingsOf(request: AccessRequest): readonly AccessRequest[] {
  const { action, resource } = request
  if (typeof resource !== 'string') return [request]
  if (action.startsWith('logs:')) return groupSpellings(request, resource)
  return action.startsWith('secretsmanager:') ? secretSpellings(request, resource) : [request]
}

/**
 * An ARN without the six random characters finds the secret, and what is then allowed is asked of its whole ARN. Which
 * characters they are is not known: policies leave them open.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen
 */
function secretSpellings(request: AccessRequest, resource: string): readonly AccessRequest[] {
  const isPartial = /:secret:[^:]+$/.test(resource) && !/-[A-Za-z0-9]{6}$/.test(resource)
  return isPartial ? [request, { ...request, resource: `${resource}-XXXXXX` }] : [request]
}

/**
 * A log group is `log-group:NAME` where its tags are concerned, and `log-group:NAME:*` for everything else; policies
 * written either way work for actions on the group itself.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
 */
function groupSpellings(request: AccessRequest, resource: string): readonly AccessRequest[] {
  const group = /^(arn:[^:]+:logs:[^:]*:[^:]*:log-group:[^:]+)(:log-stream:)?$/.exec(resource)
  if (!group?.[1]) return [request]
  const other = group[2] === undefined ? `${group[1]}:log-stream:` : group[1]
  return [request, { ...request, resource: other }]
}
