import { defineCause, type CauseFacts } from '../cause.ts'
import { findInChecks } from './checked-targets.ts'
import { codeSigns, unhealthySigns } from './unhealthy-target.ts'

/** The program refuses requests whose Host is the task's address. */
export const elbHealthCheckHostHeaderRejected = defineCause({
  code: 'elb-health-check-host-header-rejected',
  group: 'H',
  summary: "the program refuses the load balancer's health checks because their Host header is an IP address",
  rationale:
    "A health check comes with the address and port of the task as its Host, not with the site's name, and the load balancer cannot be told to send another. Frameworks that allow only known hosts (Django's `ALLOWED_HOSTS`, Rails' `config.hosts`, Symfony's `trusted_hosts`) answer it with 400 or 403, while visitors, who come with the name, are served.",
  source:
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
  signs: [
    { failure: 'host-header-refused', share: 92 },
    {
      words:
        /Invalid HTTP_HOST header|\bALLOWED_HOSTS\b|DisallowedHost|Blocked hosts?: ?\d|HostAuthorization|Invalid Host header|Untrusted Host/i,
      share: 92,
    },
    ...codeSigns('400', 60),
    { words: /\b400 \d{1,6} .{0,60}ELB-HealthChecker/i, share: 62 },
    ...codeSigns('403|421', 30),
    ...unhealthySigns(7),
    {
      words:
        /\bhealth ?checks?\b.{0,160}\b(?:400|Bad Request)\b|\b(?:400|Bad Request)\b.{0,120}\bhealth ?checks?\b/i,
      share: 50,
    },
    {
      words:
        /\bHost header\b.{0,200}\b(?:health|private ip|rejected|not allowed|400)|\b(?:health|private ip)\b.{0,200}\bHost header\b/i,
      share: 84,
    },
  ],
  settle: [
    {
      what: 'what the program answers to its own address as the host',
      how: 'curl -si -H "Host: TASK_ADDRESS:PORT" http://localhost:PORT/PATH | head -1, and the same with the name of the site',
    },
  ],
  find: (launch) =>
    findInChecks(launch, {
      onlyHttp: true,
      reads: refusedHost,
      open: 'whether the program answers to its own address as the host',
    }),
  tell: ({ subject, container, host }) => ({
    message:
      container === undefined
        ? "the program refuses the load balancer's health checks, as their Host header is the address of the task"
        : `container \`${container}\` of \`${subject}\` refuses requests for host ${host}, as which the load balancer's health checks come`,
    fix: [
      {
        title: "answer the check's path before hosts are checked, e.g. in Django",
        text: 'class HealthCheck:\n    def __init__(self, get_response):\n        self.get_response = get_response\n\n    def __call__(self, request):\n        if request.path == "/health":\n            return HttpResponse("ok")\n        return self.get_response(request)\n\nMIDDLEWARE = ["shop.health.HealthCheck", *MIDDLEWARE]',
      },
      {
        title: 'or add the address of the task to the hosts when the program starts',
        text: 'import socket\nALLOWED_HOSTS += [socket.gethostbyname(socket.gethostname())]',
      },
    ],
  }),
})

const refusal =
  /(?:Invalid HTTP_HOST header: ['"]?|Blocked hosts?: ?['"]?|Untrusted Host ["']?)(\d{1,3}(?:\.\d{1,3}){3})/

/** Visitors come with a name: an address as the host is that of a check. */
function refusedHost(line: string): CauseFacts | undefined {
  const host = refusal.exec(line)?.[1]
  return host === undefined ? undefined : { host }
}
