import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { Forwarding } from '../../launch/registration/asked-launch.ts'
import type { CauseAnswer, Found } from '../cause.ts'
import { requestFact } from '../definition-fact.ts'

/** The answers about each target group of a service as one. Of groups that nobody described nothing is known. */
export function answerOfTargetGroups(
  { asked, request, subject }: EvaluatedLaunch,
  answerFor: (forwarding: Forwarding) => CauseAnswer,
): CauseAnswer {
  const { service } = request
  if (service === undefined) {
    return subject.kind === 'task-definition'
      ? { found: [], open: ['the load balancers of the service that uses the task definition'] }
      : { found: [], open: [], cleared: [{ fact: 'no service starts the task' }] }
  }
  const arns = service.loadBalancers.flatMap(({ targetGroupArn }) => targetGroupArn ?? [])
  if (arns.length === 0)
    return { found: [], open: [], cleared: [{ fact: 'the service has no target group' }] }
  const known = asked?.forwarding ?? []
  const answers = known.map(answerFor)
  const unknown = arns.filter((arn) => !known.some(({ targetGroupArn }) => targetGroupArn === arn))
  return {
    found: answers.flatMap(({ found }) => found),
    open: [
      ...answers.flatMap(({ open }) => open),
      ...unknown.map((arn) => `which listeners forward to target group ${arn}`),
    ],
    cleared: answers.flatMap(({ cleared = [] }) => cleared),
  }
}

/**
 * A target group that nothing forwards to. A listener may yet be in what was not read: of a template that makes group
 * and service alike that is unlikely, and not impossible.
 */
export function withoutForwarder(launch: EvaluatedLaunch, { targetGroupArn, forwarders }: Forwarding): Found {
  const source = forwarders.known ? forwarders.source : undefined
  const nothing = `no listener and no rule forwards to ${targetGroupArn}`
  return {
    facts: { service: launch.subject.name, targetGroupArn },
    why: [
      requestFact(launch, `the service registers its tasks in ${targetGroupArn}`),
      source === undefined ? { fact: nothing } : { fact: nothing, source },
    ],
    failure: { code: 'target-group-without-load-balancer', facts: { targetGroupArn } },
    part: 'loadBalancers',
    isDoubtful: true,
  }
}
