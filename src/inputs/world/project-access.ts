import { judgeAccess } from '../../launch/judge-access.ts'
import type { PolicyWorld } from '../../model/iam/policy-world.ts'
import type { AccessAnswer, AccessRequest } from '../../model/launch/world.ts'
import type { ProjectFacts, TaskStand } from './project-facts.ts'

type Denied = Extract<AccessAnswer, { kind: 'denied' }>

/**
 * Whether it is denied however the role and the resource are called. A pattern that does not match what stands for a
 * text may well match the text; where nothing says anything of the action, there is no pattern.
 */
function isDeniedByAnyName({ verdict }: Denied, resource: string, policies: PolicyWorld): boolean {
  if (verdict?.denial !== 'implicit') return false
  if (resource !== '*') {
    const fact = policies.resource(resource)
    if (!fact.known || (!fact.absent && fact.value.policy !== undefined)) return false
  }
  return verdict.candidates.every(({ mismatches }) =>
    mismatches.some(({ element }) => element === 'Action' || element === 'NotAction'),
  )
}

/** Whether somebody may do something, by the policies of a project. */
export function projectAccess(
  { records, policies, catalogue }: ProjectFacts,
  { startedBy }: TaskStand,
): (request: AccessRequest) => AccessAnswer {
  const setting = catalogue ? { catalogue } : {}
  return (request) => {
    const { actor, action, resource } = request
    if (actor === 'service-linked-role') {
      const fact = 'AWSServiceRoleForECS may manage network interfaces and load balancers'
      return { kind: 'allowed', evidence: [{ fact }] }
    }
    if (actor === 'caller' && startedBy === undefined) {
      const settledBy = records.unknowns.settling(resource)
      return {
        kind: 'unknown',
        settledBy: settledBy ?? `whether whoever deploys may ${action} on ${resource}`,
      }
    }
    const asked = actor === 'caller' && startedBy !== undefined ? { ...request, roleArn: startedBy } : request
    const holder = asked.roleArn === undefined ? undefined : policies.role(asked.roleArn)
    if (holder?.known && holder.absent) {
      // That it is missing is what is wrong; that it may do nothing only follows.
      return { kind: 'unknown', settledBy: `what ${asked.roleArn} may do once it exists` }
    }
    const answer = judgeAccess(asked, policies, setting)
    if (answer.kind !== 'denied') return answer
    const open = records.unknowns.settling(`${asked.roleArn ?? ''} ${resource}`)
    if (open === undefined || isDeniedByAnyName(answer, resource, policies)) return answer
    return { kind: 'unknown', settledBy: open }
  }
}
