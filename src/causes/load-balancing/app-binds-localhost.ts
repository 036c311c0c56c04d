import { programOf } from '../../launch/effective-task.ts'
import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { defineCause, type CauseAnswer } from '../cause.ts'
import { failedSigns } from './unhealthy-target.ts'

/** Options by which programs are told where to listen. */
const listenOption =
  /(?:^|\s)(?:-b|-H|--(?:host|hostname|bind|address|addr|listen|listen-address))[= ](?<address>127\.0\.0\.1|localhost|\[?::1\]?)(?=[:\s]|$)/

/** The program listens on the loopback address alone. */
export const appBindsLocalhost = defineCause({
  code: 'app-binds-localhost',
  group: 'H',
  summary: 'the program listens on 127.0.0.1, where nothing from outside its task can reach it',
  rationale:
    'The address 127.0.0.1 belongs to the task alone. Development servers listen there by default; on a laptop that looks the same as being reachable, and a check from inside the container passes. The load balancer comes from outside: it must find the program on all addresses, 0.0.0.0. Security groups and port mappings do not matter as long as nobody listens.',
  source:
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html',
  signs: [
    {
      words:
        /(?:listening|running|serving|started|available|bound)\b[^.]{0,60}\b(?:on|at|to)\b[^.]{0,20}(?:127\.0\.0\.1|\[::1\])/i,
      share: 72,
    },
    {
      words: /(?:listen\w{0,30}|bind\w{0,30}|bound)\b.{0,30}\b(?:only )?(?:on|to)\b.{0,10}\blocalhost\b/i,
      share: 65,
    },
    {
      words:
        /(?:connection|connect|ECONN).{0,12}(?:refused|reset).{0,200}\b(?:works|fine|answers|responds)\b.{0,60}\b(?:inside|localhost|127\.0\.0\.1)/i,
      share: 60,
    },
    {
      words:
        /\b(?:works|fine|answers|responds)\b.{0,60}\b(?:inside|localhost|127\.0\.0\.1).{0,200}(?:connection|connect|ECONN).{0,12}(?:refused|reset)/i,
      share: 55,
    },
    ...failedSigns(12),
    { words: /502 Bad Gateway/i, share: 14 },
    {
      words: /\bHOSTNAME\W{1,4}0\.0\.0\.0|\b(?:not|instead of|rather than)\b.{0,30}\b0\.0\.0\.0\b/i,
      share: 84,
    },
    {
      words:
        /\bLocal: {0,4}http:\/\/ip-\d|(?:listen\w{0,3}|bound|bind\w{0,3}|running|serving)\b.{0,30}\bip-\d{1,3}-\d{1,3}-/i,
      share: 82,
    },
    { words: /^(?=.*\bHOSTNAME\b)(?=.*\b(?:health ?checks?|unhealthy|502|503|refused)\b)/i, share: 66 },
    { words: /^(?=.*\bNext(?:\.js| ?JS)\b)(?=.*\b(?:health ?checks?|unhealthy|502|refused)\b)/i, share: 46 },
  ],
  settle: [
    {
      what: 'the address on which the program listens',
      how: 'aws ecs execute-command … --command "ss -ltn", or /proc/net/tcp where there is no ss: 0100007F is 127.0.0.1',
    },
  ],
  find,
  tell: ({ subject, container, option }) => ({
    message: `${container === undefined ? 'the program' : `container \`${container}\``}${subject === undefined ? '' : ` of \`${subject}\``} listens on 127.0.0.1${option === undefined ? '' : ` because of \`${option}\``}: the load balancer does not reach it`,
    fix: [
      {
        title: 'listen on all addresses',
        text: 'app.listen(8080, "0.0.0.0")        # Node.js\nflask run --host 0.0.0.0\nuvicorn main:app --host 0.0.0.0\nHOSTNAME=0.0.0.0 node server.js    # Next.js',
      },
    ],
  }),
})

function find({ subject, request, task, world }: EvaluatedLaunch): CauseAnswer {
  const behind = new Set(request.service?.loadBalancers.map(({ containerName }) => containerName))
  if (behind.size === 0)
    return { found: [], open: [], cleared: [{ fact: 'no load balancer sends to the task' }] }
  const containers = task.containers.filter(({ name }) => behind.has(name))
  const found = containers.flatMap((container) => {
    const image = world.image(container.image)
    const known = image.known && !image.absent ? image.value : { entryPoint: [], command: [] }
    const program = programOf(container, known).join(' ')
    const match = listenOption.exec(program)
    if (match === null) return []
    const option = match[0].trim()
    return [
      {
        facts: { subject: subject.name, container: container.name, option },
        why: [{ fact: `container ${container.name} is started with ${program}` }],
        part: `container/${container.name}`,
      },
    ]
  })
  return { found, open: found.length > 0 ? [] : [`the address on which ${[...behind].join(', ')} listens`] }
}
