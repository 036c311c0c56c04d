import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { AskedTargetGroup } from '../../launch/registration/asked-launch.ts'
import { askedService } from '../../launch/registration/service-rules.ts'
import { ifKnown } from '../../launch/registration/unsettled.ts'
import type { CauseAnswer, CauseFacts } from '../cause.ts'
import { requestFact } from '../definition-fact.ts'

/** What a cause of failing health checks looks for. */
export interface CheckQuery {
  /** Only checks by HTTP have a path, a host and a code. */
  readonly onlyHttp: boolean
  /** Reads a line of the log that proves it; what the target groups take as healthy is known or not. */
  readonly reads?: (line: string, isHealthy: (code: number) => boolean | undefined) => CauseFacts | undefined
  /** What would settle it. */
  readonly open: string
}

/**
 * Decides a cause of checks that a load balancer makes: what the program answers no template says, and often its log
 * does. A task that nothing sends to is not checked.
 */
export function findInChecks(launch: EvaluatedLaunch, { onlyHttp, reads, open }: CheckQuery): CauseAnswer {
  const { request, subject, outcome } = launch
  if (request.service === undefined && subject.kind === 'task-definition') return { found: [], open: [open] }
  const arns = (request.service?.loadBalancers ?? []).flatMap(({ targetGroupArn }) => targetGroupArn ?? [])
  if (arns.length === 0) {
    return { found: [], open: [], cleared: [requestFact(launch, 'no target group checks the task')] }
  }
  const groups = (launch.asked && askedService(launch.asked))?.targetGroups ?? []
  if (onlyHttp && groups.length === arns.length && groups.every(checksByTcp)) {
    const fact = 'the health checks of its target groups only connect, and ask for nothing'
    return { found: [], open: [], cleared: [requestFact(launch, fact)] }
  }
  const isHealthy = (code: number): boolean | undefined => takenBy(groups, arns.length, code)
  const found = (outcome?.containers ?? []).flatMap(({ name, log }) => {
    for (const line of log.toReversed()) {
      const facts = reads?.(line, isHealthy)
      if (facts === undefined) continue
      const why = [{ fact: `container ${name} wrote: ${line}`, source: 'its log' }]
      return [{ facts: { subject: subject.name, container: name, ...facts }, why, part: 'loadBalancers' }]
    }
    return []
  })
  return { found, open: found.length > 0 ? [] : [open] }
}

/** Target groups of TCP are checked by TCP unless they say otherwise. */
function checksByTcp(group: AskedTargetGroup): boolean {
  const protocol = ifKnown(() => group.healthCheckProtocol ?? group.protocol)
  return protocol !== undefined && /^(?:TCP|TLS|UDP|TCP_UDP)$/.test(protocol)
}

/** Whether a code counts as healthy in every target group; undefined where that is not known. */
function takenBy(groups: readonly AskedTargetGroup[], wanted: number, code: number): boolean | undefined {
  if (groups.length !== wanted) return undefined
  const answers = groups.map((group) => ifKnown(() => covers(group.matcher?.httpCode ?? '200', code)))
  return answers.every((answer) => answer === answers[0]) ? answers[0] : undefined
}

/** `200,301-302` */
function covers(codes: string, code: number): boolean {
  return codes.split(',').some((range) => {
    const [from = 0, to = from] = range.split('-').map(Number)
    return code >= from && code <= to
  })
}
