import type { BalancerPath, EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { ReachAnswer } from '../../model/launch/world.ts'
import type { Hop } from '../../model/network/reach-verdict.ts'
import type { Evidence } from '../../model/verdict.ts'
import type { Fix } from '../fix.ts'
import { addRule } from '../network/rule-fixes.ts'
import { defineCause, type CauseAnswer, type CauseFacts, type Found } from '../cause.ts'
import { targetHealth, timedOutSigns, unhealthySigns } from './unhealthy-target.ts'

/** The task's security group does not admit the load balancer. */
export const sgAlbToTaskBlocked = defineCause({
  code: 'sg-alb-to-task-blocked',
  group: 'H',
  summary: "the task's security group does not admit the load balancer on the container's port",
  rationale:
    "The packets of health checks and requests come from the load balancer's own interfaces, so the group of the task must admit the group of the load balancer on the container port; that the load balancer is open to the world is of no use here. A service that names no group gets the default one of its VPC, which admits only its own members. Packets that a group does not admit vanish: the check times out, and the log of the program shows no request.",
  source:
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html',
  signs: [
    { failure: 'bad-gateway', words: /\b504\b/, share: 35 },
    ...timedOutSigns(44),
    {
      words:
        /(?:no|without|never any|not see|not a single) (?:health ?check )?(?:requests?|traffic)\b.{0,40}\b(?:logs?|app\w{0,9}|container)/i,
      share: 55,
    },
    {
      words:
        /(?:health checks?|targets?).{0,60}\btim(?:e|es|ed|ing) ?out.{0,120}(?:answers|works|responds|reachable|fine).{0,40}(?:inside|localhost|within)/i,
      share: 65,
    },
    {
      words: /50[34] (?:Service (?:Temporarily )?Unavailable|Gateway Time-?out).{0,200}security ?group/i,
      share: 55,
    },
    { words: /504 Gateway Time-?out/i, share: 35 },
    ...unhealthySigns(12),
    {
      words:
        /\b(?:ALB|ELB|load ?balancer|health ?checks?)\b.{0,120}\bsecurity ?groups?\b|\bsecurity ?groups?\b.{0,120}\b(?:ALB|ELB|load ?balancer|health ?checks?)\b/i,
      share: 40,
    },
  ],
  settle: [
    {
      what: 'the inbound rules of the group of the task',
      how: 'aws ec2 describe-security-group-rules --filters Name=group-id,Values=TASK_GROUP',
    },
    {
      what: 'whether the program sees the requests of the check at all',
      how: 'lines with ELB-HealthChecker in the log of the container',
    },
    targetHealth,
  ],
  find,
  tell: (facts) => ({
    message: message(facts),
    fix: [
      ...(facts.hopKind === 'security-group-egress' ? letOut(facts) : admit(facts)),
      ...(facts.isDefaultGroup === 'no' ? [] : [ownGroup]),
    ],
  }),
})

const taskGroupName = 'TaskSecurityGroup'
const balancerGroupName = 'LoadBalancerSecurityGroup'

/** The group of the task lets the load balancer in. */
function admit({ hop, port = '8080', balancerGroup }: CauseFacts): Fix[] {
  return addRule('admit the group of the load balancer on the container port', {
    way: 'ingress',
    group: hop?.split(' ')[0],
    otherwise: taskGroupName,
    peer: { group: balancerGroup, otherwise: balancerGroupName },
    port: Number(port),
  })
}

/** The group of the load balancer has outbound rules of its own. */
function letOut({ hop, port = '8080', taskGroup }: CauseFacts): Fix[] {
  return addRule('let the load balancer out to the task', {
    way: 'egress',
    group: hop?.split(' ')[0],
    otherwise: balancerGroupName,
    peer: { group: taskGroup, otherwise: taskGroupName },
    port: Number(port),
  })
}

const ownGroup: Fix = {
  title: 'name that group in the service, or it gets the default one of the VPC',
  text: 'NetworkConfiguration:\n  AwsvpcConfiguration:\n    SecurityGroups: [!Ref TaskSecurityGroup]',
}

function message({ subject, loadBalancer, port, subnets, hopFact, hopKind }: CauseFacts): string {
  if (subject === undefined || loadBalancer === undefined) {
    return `the security group of the task does not admit the load balancer on ${port === undefined ? "the container's port" : `port ${port}`}`
  }
  const where = subnets === undefined ? '' : ` in ${subnets}`
  const what =
    hopKind === 'security-group-egress'
      ? `${loadBalancer} may not send to`
      : `${loadBalancer} is not admitted to`
  return `tasks of \`${subject}\` will not become healthy${where}: ${what} port ${port}${hopFact === undefined ? '' : `: ${hopFact}`}`
}

function find(launch: EvaluatedLaunch): CauseAnswer {
  const { request, balancerPaths } = launch
  const balancers = request.service?.loadBalancers ?? []
  if (balancers.length === 0 && launch.subject.kind !== 'task-definition') {
    return { found: [], open: [], cleared: [{ fact: 'no load balancer sends to the task' }] }
  }
  const paths = balancerPaths?.() ?? []
  if (paths.length === 0)
    return { found: [], open: ['the security groups of the load balancer and of the task'] }
  const found = blockedPorts(launch, paths)
  if (found.length > 0) return { found, open: [] }
  const open = paths.flatMap(({ answer, loadBalancer }) => {
    if (answer.kind === 'reachable') return []
    return answer.kind === 'unknown' ? [answer.settledBy] : [`what else stops ${loadBalancer}`]
  })
  const cleared = paths.flatMap(({ answer }) => (answer.kind === 'reachable' ? (answer.evidence ?? []) : []))
  return { found, open: [...new Set(open)], cleared: open.length > 0 ? [] : cleared }
}

/** One for each load balancer and port: a task whose requests pass and whose checks do not is as unhealthy. */
function blockedPorts(
  { subject, request }: EvaluatedLaunch,
  paths: readonly BalancerPath[],
): readonly Found[] {
  const keys = new Set(paths.map(({ loadBalancer, port }) => `${loadBalancer} ${port}`))
  return [...keys].flatMap((key) => {
    const ways = paths.filter(({ loadBalancer, port }) => `${loadBalancer} ${port}` === key)
    const blocked = ways.flatMap((path) => {
      const hop = closedGroup(path.answer)
      return hop === undefined ? [] : [{ path, hop, evidence: evidenceOf(hop) }]
    })
    const [first] = blocked
    if (first === undefined) return []
    const { path, hop, evidence } = first
    const { loadBalancer, port, containerName, containerPort } = path
    const subnetIds = blocked.map((one) => one.path.subnetId)
    const somewhere = blocked.length < ways.length ? subnetIds : undefined
    const facts = {
      subject: subject.name,
      loadBalancer,
      port: String(port),
      hopFact: hop.fact,
      hopKind: hop.kind,
      hop: hop.id,
      hopSource: hop.source,
      taskGroup: request.networkConfiguration?.securityGroups?.[0],
      balancerGroup: groupOfBalancer(path.answer),
      isDefaultGroup: hop.id?.endsWith('-default-security-group') === true ? 'yes' : 'no',
      subnets: somewhere?.join(', '),
    }
    const isWritten = facts.isDefaultGroup === 'no' && /:\d+:\d+$/.test(hop.source ?? '')
    const root =
      isWritten && hop.source !== undefined ? { root: { key: `${key} ${hop.id}`, place: hop.source } } : {}
    const purpose = port === containerPort ? 'the port of the container' : 'the port of the health checks'
    const why = [{ fact: `${loadBalancer} sends to ${containerName}:${port}, ${purpose}` }, evidence]
    return [
      { facts, why, part: 'networkConfiguration', ...root, ...(somewhere ? { subnetIds: somewhere } : {}) },
    ]
  })
}

/** The groups of the load balancer, from which the packet set out. */
function groupOfBalancer(answer: ReachAnswer): string | undefined {
  const hops = answer.kind === 'unreachable' ? answer.verdict?.hops : undefined
  return hops?.find(({ kind }) => kind === 'security-group-egress')?.id?.split(' ')[0]
}

function evidenceOf({ fact, source }: Hop): Evidence {
  return source === undefined ? { fact } : { fact, source }
}

function closedGroup(answer: ReachAnswer): Hop | undefined {
  if (answer.kind !== 'unreachable') return undefined
  return answer.verdict?.obstacles.find(({ cause }) => cause === 'sg-alb-to-task-blocked')
}
