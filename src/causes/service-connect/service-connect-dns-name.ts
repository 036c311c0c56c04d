import { defineCause } from '../cause.ts'
import { connectNameUnresolved, isOwnName, nameUnresolved } from './unresolved-name.ts'

/** The client calls a name that Service Connect does not know. */
export const serviceConnectDnsName = defineCause({
  code: 'service-connect-dns-name',
  group: 'K',
  summary: 'the client calls a name that no client alias of its namespace has, or is itself no client',
  rationale:
    "A service is called by the `dnsName` of its client alias, and where it has none by `discoveryName.namespace`, of which the discovery name is the port's name unless given; the bare name of the ECS service is no name at all. Only tasks of a service with `serviceConnectConfiguration.enabled` know those names: neither standalone tasks, nor the load balancer, nor a shell elsewhere in the VPC, as they stand in no DNS zone. The port to call is the alias's, not the container's.",
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts.html',
  signs: [
    { failure: 'name-not-resolved', when: ({ host }) => isOwnName(host), share: 32 },
    {
      words:
        /^(?=.*(?:name or service not known|no such host|not resolve|ENOTFOUND|Unknown ?Host))(?=.*\b(?:client_?alias(?:es)?|dns_?name|discovery_?name)\b)/i,
      share: 70,
    },
    { words: connectNameUnresolved, share: 40 },
    { words: nameUnresolved, share: 30 },
  ],
  settle: [
    {
      what: 'under which names the service is called',
      how: 'aws ecs describe-services --cluster CLUSTER --services SERVER --query "services[].deployments[].serviceConnectConfiguration.[namespace,services]"',
    },
    {
      what: 'whether the client takes part, and in which namespace',
      how: 'aws ecs describe-services --cluster CLUSTER --services CLIENT --query "services[].deployments[].serviceConnectConfiguration.[enabled,namespace]"',
    },
    {
      what: 'which names the client knows',
      how: 'aws ecs execute-command --cluster CLUSTER --task CLIENT_TASK --container app --interactive --command "cat /etc/hosts"',
    },
  ],
  tell: ({ host: name }) => ({
    message: `no client alias that the client knows has the name ${name === undefined ? 'that it calls' : `\`${name}\``}`,
    fix: [
      {
        title: 'give the server the name that is called',
        text: 'ServiceConnectConfiguration:\n  Enabled: true\n  Namespace: shop\n  Services:\n    - PortName: http\n      ClientAliases:\n        - Port: 8080\n          DnsName: api',
      },
      {
        title: 'and let the client take part in the same namespace',
        text: 'ServiceConnectConfiguration:\n  Enabled: true\n  Namespace: shop',
      },
      {
        title: 'then deploy the client once more',
        text: 'aws ecs update-service --cluster CLUSTER --service CLIENT --force-new-deployment',
      },
    ],
  }),
})
