import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { defineCause, type CauseAnswer, type CauseFacts } from '../cause.ts'
import { requestFact } from '../definition-fact.ts'

/** The name is already another service's in the namespace. */
export const serviceConnectNameConflict = defineCause({
  code: 'service-connect-name-conflict',
  group: 'K',
  summary: "the service's Service Connect name is already taken in the namespace",
  rationale:
    "A discovery name, which is the port's name unless given, belongs to one service of a namespace, as does each alias with its port. Two stacks that share a namespace and call their port `http`, or a service made by hand beside the one of a template, collide. The Cloud Map service that carries the name may outlive the ECS service that made it.",
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html',
  signs: [
    { failure: 'service-connect-name-taken', share: 97 },
    { words: /SC service is already used by/i, share: 97 },
    { words: /service connect.{0,160}\balready (?:used|in use|exists|taken)/i, share: 82 },
    {
      words:
        /\b(?:discoveryName|clientAlias|dnsName|namespace)\w{0,30}\b.{0,120}\b(?:already (?:used|in use|exists|taken)|conflict|duplicate)/i,
      share: 72,
    },
    { words: /\b(?:ServiceAlreadyExists|CUSTOM_ID already exists).{0,200}\bservicediscovery/i, share: 45 },
  ],
  settle: [
    {
      what: 'which services the namespace has',
      how: 'aws ecs list-services-by-namespace --namespace NAMESPACE; aws servicediscovery list-services --filters Name=NAMESPACE_ID,Values=ns-ID',
    },
  ],
  find,
  tell: (facts) => ({
    message: message(facts),
    fix: [
      {
        title: 'give the service a discovery name of its own',
        text: 'ServiceConnectConfiguration:\n  Enabled: true\n  Services:\n    - PortName: http\n      DiscoveryName: orders\n      ClientAliases:\n        - Port: 8080\n          DnsName: orders',
      },
      {
        title: 'or each stack a namespace of its own',
        text: 'ServiceConnectConfiguration:\n  Enabled: true\n  Namespace: !GetAtt Namespace.Arn',
      },
      {
        title: 'or delete the service that holds the name, where nothing uses it any more',
        text: 'aws ecs delete-service --cluster CLUSTER --service OLD_SERVICE --force',
      },
    ],
  }),
})

function message({ subject, name, namespace, other }: CauseFacts): string {
  const what =
    name === undefined ? "the service's Service Connect name" : `the Service Connect name \`${name}\``
  const where = namespace === undefined ? 'the namespace' : `namespace ${namespace}`
  return subject === undefined || other === undefined
    ? `${what} is already used in ${where}`
    : `service \`${subject}\` and ${other} have ${what} in ${where}: only one of them can`
}

/** Within a project; what else is in the namespace nobody said. */
function find(launch: EvaluatedLaunch): CauseAnswer {
  const { request, subject, asked } = launch
  const connect = request.service?.serviceConnectConfiguration
  if (connect?.enabled !== true || (connect.services ?? []).length === 0) {
    return subject.kind === 'task-definition'
      ? { found: [], open: ['the Service Connect names of the service that uses the task definition'] }
      : { found: [], open: [], cleared: [{ fact: 'it gives itself no name by Service Connect' }] }
  }
  const rivals = asked?.connect?.rivals ?? []
  const found = rivals.map(({ name, namespace, service: other, isMadeTogether, source }) => ({
    facts: { subject: subject.name, name, namespace, other },
    why: [
      requestFact(launch, `the discovery name \`${name}\` is asked for in ${namespace}`),
      { fact: `${other} asks for the same`, source },
    ],
    failure: { code: 'service-connect-name-taken', facts: { owner: other } },
    part: 'serviceConnectConfiguration',
    isDoubtful: !isMadeTogether,
  }))
  if (found.length > 0) return { found, open: [] }
  return { found, open: [`which services have names in ${connect.namespace ?? 'the namespace'}`] }
}
