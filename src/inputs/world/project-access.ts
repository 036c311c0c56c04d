import { judgeAccess } from '../../launch/judge-access.ts'
import type { AccessAnswer, AccessRequest } from '../../model/launch/world.ts'
import type { ProjectFacts, TaskStand } from './project-facts.ts'

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
    // A pattern that does not match what stands for a text may well match the text.
    const open = records.unknowns.settling(`${asked.roleArn ?? ''} ${resource}`)
    return open === undefined ? answer : { kind: 'unknown', settledBy: open }
  }
}
