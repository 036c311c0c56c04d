import { defineCause, type CauseFacts } from '../cause.ts'
import { findInChecks } from './checked-targets.ts'
import { codeSigns, failedSigns, targetGroupCheck, unhealthySigns } from './unhealthy-target.ts'

/** The program answers the load balancer's check, with a code that does not count as healthy. */
export const elbHealthCheckPathOrCode = defineCause({
  code: 'elb-health-check-path-or-code',
  group: 'H',
  summary:
    "the path of the load balancer's health check answers with a code that the target group does not expect",
  rationale:
    'A target group asks for `/` and takes only 200 as healthy unless it says otherwise. A redirect to a login page or a language, a path without the prefix under which the program serves, a page behind authentication: each answers, and none with 200. The program works for everybody but the check, and ECS replaces its tasks for ever.',
  source:
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
  signs: [
    ...codeSigns('30\\d|401|403|404|405', 82),
    { failure: 'target-code-mismatch', when: ({ codes }) => codes === undefined, share: 55 },
    { words: /Target\.ResponseCodeMismatch/i, share: 55 },
    {
      words:
        /(?:ヘルスチェック|상태 확인|运行状况检查|健康检查|verificaç|comprobacion).{0,80}\[(?:30\d|40[1345])\]|(?:コード|코드|代码|código)s?\W{0,3}\[(?:30\d|40[1345])\]/i,
      share: 82,
    },
    {
      words:
        /"?(?:GET|HEAD) \/\S{0,200}(?:health|ping|status)\S{0,200}(?: HTTP\/[\d.]+)?"? (?:404|30\d|401)\b/i,
      share: 75,
    },
    ...failedSigns(34),
    ...unhealthySigns(27),
    {
      words:
        /\b(?:health ?checks?|healthy|unhealthy|targets?)\b.{0,100}\b(?:30\d|40[145])\b|\b(?:30\d|40[145])\b.{0,100}\b(?:health ?checks?|healthy|unhealthy)\b/i,
      share: 58,
    },
    {
      words: /\bhealth ?checks?\b.{0,160}\bredirect|\bredirect\w{0,3}\b.{0,160}\bhealth ?checks?\b/i,
      share: 62,
    },
    { words: /\bhealth ?check (?:path|url|endpoint|route)s?\b/i, share: 40 },
  ],
  settle: [
    targetGroupCheck,
    {
      what: 'what the program answers at that path',
      how: "curl -si http://TASK_ADDRESS:PORT/PATH | head -1, or the lines with ELB-HealthChecker in the container's log",
    },
  ],
  find: (launch) =>
    findInChecks(launch, {
      onlyHttp: true,
      reads: wrongCode,
      open: 'what the program answers to the health check, and which codes count as healthy',
    }),
  tell: ({ codes, path }) => ({
    message: `the path ${path === undefined ? '' : `${path} `}of the load balancer's health check answers with ${codes === undefined ? 'a code' : `code ${codes}`} that the target group does not take as healthy`,
    fix: [
      {
        title: 'check a path that answers 200 by itself, without a redirect or a login',
        text: 'Type: AWS::ElasticLoadBalancingV2::TargetGroup\nProperties:\n  HealthCheckPath: /health',
      },
      {
        title: 'or let the codes count that the path gives',
        text: 'Type: AWS::ElasticLoadBalancingV2::TargetGroup\nProperties:\n  Matcher:\n    HttpCode: 200-399',
      },
    ],
  }),
})

const checkedPath = /"?(?:GET|HEAD) (\/\S*)(?: HTTP\/[\d.]+)?"? (30\d|40[1345])\b.*ELB-HealthChecker/

/** A line of an access log about a check, with a code that the target group does not take. */
function wrongCode(line: string, isHealthy: (code: number) => boolean | undefined): CauseFacts | undefined {
  const [, path, codes] = checkedPath.exec(line) ?? []
  return codes !== undefined && isHealthy(Number(codes)) === false ? { path, codes } : undefined
}
