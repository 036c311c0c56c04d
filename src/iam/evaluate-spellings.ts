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

/**
 * A log group is `log-group:NAME` where its tags are concerned, and `log-group:NAME:*` for everything else; policies
 * written either way work for actions on the group itself.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
 */
function spellingsOf(request: AccessRequest): readonly AccessRequest[] {
  const { action, resource } = request
  if (typeof resource !== 'string' || !action.startsWith('logs:')) return [request]
  const group = /^(arn:[^:]+:logs:[^:]*:[^:]*:log-group:[^:]+)(:log-stream:)?$/.exec(resource)
  if (!group?.[1]) return [request]
  const other = group[2] === undefined ? `${group[1]}:log-stream:` : group[1]
  return [request, { ...request, resource: other }]
}
