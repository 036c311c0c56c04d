import type { LaunchStep, StepAccess } from '../model/launch/step.ts'
import type { LaunchWorld } from '../model/launch/world.ts'
import type { Verdict } from '../model/verdict.ts'
import { parseImageReference } from './image-reference.ts'
import { s3RequestIds } from './s3-request-id.ts'
import { fails, holds, unknown, type FoundEvidence } from './verdicts.ts'

/** Every permission of the step, in the order in which the calls are made. */
export function evaluateAccess(step: LaunchStep, world: LaunchWorld): Verdict {
  const { actor, roleArn } = step
  if (actor === 'none') return holds()
  const evidence: FoundEvidence[] = []
  let open: string | undefined
  for (const access of step.access) {
    const answer = world.mayPerform({ ...access, actor, ...(roleArn === undefined ? {} : { roleArn }) })
    if (answer.kind === 'denied') return denial(step, access, answer, answer.evidence ?? [])
    if (answer.kind === 'unknown') open ??= answer.settledBy
    else evidence.push(...(answer.evidence ?? []))
  }
  return open === undefined ? holds(evidence) : unknown(open, evidence)
}

/** The failure by which each kind of step shows that it was refused. */
function denial(
  step: LaunchStep,
  { action, resource }: StepAccess,
  { principal, reason }: { readonly principal: string; readonly reason: string },
  evidence: readonly FoundEvidence[],
): Verdict {
  const { requestId } = step.task
  const attempts = 1
  switch (step.kind) {
    case 'role-assumption':
      return fails('pass-role-denied', { principal, resource, reason }, evidence)
    case 'registry-auth':
      return fails('registry-auth-denied', { attempts, requestId, principal, reason }, evidence)
    case 'registry-secret':
    case 'secret':
      return fails(
        'secret-denied',
        { attempts, requestId, secretArn: resource, principal, resource, reason },
        evidence,
      )
    case 'parameters':
      return fails('parameters-denied', { attempts, requestId, principal, resource, reason }, evidence)
    case 'env-file':
      return fails('env-file-forbidden', { attempts, ...s3RequestIds(requestId) }, evidence)
    case 'log-driver':
      return fails(
        action === 'logs:CreateLogGroup' ? 'log-group-creation-denied' : 'log-stream-denied',
        { attempts, requestId, principal, resource, reason },
        evidence,
      )
    case 'image':
      return imageDenial(step, evidence)
    default:
      return unknown(`how ECS words that ${principal} may not ${action}`, evidence)
  }
}

function imageDenial({ requires }: LaunchStep, evidence: readonly FoundEvidence[]): Verdict {
  const image = requires.kind === 'image' ? requires.image : ''
  const { canonical, host, tag, digest } = parseImageReference(image)
  return fails(
    'image-denied',
    { attempts: 1, reference: canonical, host, tag: digest ?? tag ?? 'latest' },
    evidence,
  )
}
