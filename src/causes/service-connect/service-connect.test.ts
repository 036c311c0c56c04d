import type { PortMapping, ServiceConnectConfiguration, ServiceConnectService } from '@aws-sdk/client-ecs'
import { describe, expect, it } from 'vitest'
import type { ContainerOutcome, EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { Cause } from '../cause.ts'
import { foundIn } from '../support/found-in.ts'
import { containerOutcome, launchOf, type LaunchChanges } from '../support/launch-of.ts'
import { shareIn } from '../support/share-in.ts'
import { serviceConnectAgentUnhealthy } from './service-connect-agent-unhealthy.ts'
import { serviceConnectConfigInvalid } from './service-connect-config-invalid.ts'
import { serviceConnectDeployOrder } from './service-connect-deploy-order.ts'
import { serviceConnectDnsName } from './service-connect-dns-name.ts'
import { serviceConnectNameConflict } from './service-connect-name-conflict.ts'
import { serviceConnectNamespaceMissing } from './service-connect-namespace-missing.ts'

/** A cause, a text that shows it, and one that does not. */
const texts: [Cause, string, string][] = [
  [
    serviceConnectDeployOrder,
    'Error: getaddrinfo ENOTFOUND orders.shop',
    'lookup api.ecr.eu-west-1.amazonaws.com on 10.0.0.2:53: no such host',
  ],
  [
    serviceConnectDnsName,
    'curl: (6) Could not resolve host: orders',
    'Failed to resolve "fs-0123456789abcdef0.efs.eu-west-1.amazonaws.com"',
  ],
  [
    serviceConnectConfigInvalid,
    'InvalidParameterException: portName(web) does not refer to any named PortMapping in the task definition',
    'The container web does not exist in the task definition.',
  ],
  [serviceConnectNameConflict, 'SC service is already used by shop', 'port 80 is already in use'],
  [
    serviceConnectNamespaceMissing,
    'NamespaceNotFoundException',
    'ClusterNotFoundException: Cluster not found.',
  ],
  [serviceConnectAgentUnhealthy, 'container ecs-service-connect-Ab3d UNHEALTHY', 'container app UNHEALTHY'],
]

describe('causes of Service Connect, from a text', () => {
  it.each(texts.map(([cause, shown, silent]) => ({ cause, shown, silent })))(
    '$cause.code',
    ({ cause, shown, silent }) => {
      expect(shareIn(cause, shown)).toBeGreaterThan(20)
      expect(shareIn(cause, silent)).toBe(0)
    },
  )

  it('takes the order of deployments for likelier than a wrong name, more so where Service Connect is named', () => {
    const bare = 'getaddrinfo ENOTFOUND orders'
    const named = `with Service Connect on, ${bare}`
    expect(shareIn(serviceConnectDeployOrder, bare)).toBeGreaterThan(shareIn(serviceConnectDnsName, bare))
    expect(shareIn(serviceConnectDeployOrder, named)).toBeGreaterThan(
      shareIn(serviceConnectDeployOrder, bare),
    )
  })

  it('takes no long time over a long text', () => {
    const long = 'service connect schedule getaddrinfo target health check '.repeat(3000)
    const begun = performance.now()
    for (const [cause] of texts) shareIn(cause, long)
    expect(performance.now() - begun).toBeLessThan(3000)
  })
})

function connected(
  service: ServiceConnectService,
  mapping: Partial<PortMapping>,
  more: Omit<LaunchChanges, 'service' | 'container'> = {},
): EvaluatedLaunch {
  return launchOf({
    service: { serviceConnectConfiguration: { enabled: true, namespace: 'shop', services: [service] } },
    container: { portMappings: [{ containerPort: 8080, ...mapping }] },
    ...more,
  })
}

function inNamespace(namespace: string | undefined): EvaluatedLaunch {
  const serviceConnectConfiguration: ServiceConnectConfiguration = {
    enabled: true,
    ...(namespace === undefined ? {} : { namespace }),
  }
  return launchOf({ service: { serviceConnectConfiguration } })
}

/** The lookup of the namespace ends as it does where it is not there. */
function withoutNamespace(): EvaluatedLaunch {
  const launch = inNamespace('shop')
  const steps = launch.steps.map(({ step, inSubnets }) =>
    step.requires.kind === 'namespace'
      ? {
          step,
          inSubnets: [
            {
              troubles: [
                {
                  failure: { code: 'namespace-not-found', facts: {} },
                  ground: { kind: 'requirement' as const, requires: step.requires },
                  evidence: [{ fact: 'no namespace shop' }],
                },
              ],
              open: [],
              evidence: [],
              parts: {
                reach: { open: [], evidence: [] },
                access: { open: [], evidence: [] },
                requirement: { open: [], evidence: [] },
              },
            },
          ],
        }
      : { step, inSubnets },
  )
  return { ...launch, steps }
}

function proxied(proxy: Partial<ContainerOutcome> | undefined): EvaluatedLaunch {
  return launchOf({
    service: { serviceConnectConfiguration: { enabled: true, namespace: 'shop' } },
    ...(proxy === undefined
      ? {}
      : { outcome: { containers: [containerOutcome({ name: 'ecs-service-connect-x1', ...proxy })] } }),
  })
}

const invalid = (problem: string): string[] => [
  `the Service Connect configuration of \`shop\` is invalid: ${problem}`,
]

describe('causes of Service Connect, in a launch', () => {
  it.each<[string, Cause, EvaluatedLaunch, readonly string[] | 'open' | 'ruled out']>([
    [
      'the port mapping has no name',
      serviceConnectConfigInvalid,
      connected({ portName: 'http' }, {}),
      invalid('no port mapping has the name http'),
    ],
    [
      'TCP has no requests',
      serviceConnectConfigInvalid,
      connected({ portName: 'http', timeout: { perRequestTimeoutSeconds: 5 } }, { name: 'http' }),
      invalid('perRequestTimeoutSeconds needs an appProtocol'),
    ],
    [
      'the port of the proxy is a privileged one',
      serviceConnectConfigInvalid,
      connected({ portName: 'http', ingressPortOverride: 0 }, { name: 'http' }),
      invalid('ingressPortOverride must be above 1024'),
    ],
    [
      'there are two aliases',
      serviceConnectConfigInvalid,
      connected({ portName: 'http', clientAliases: [{ port: 80 }, { port: 81 }] }, { name: 'http' }),
      invalid('a service may have one client alias'),
    ],
    [
      'the network mode is not written out',
      serviceConnectConfigInvalid,
      connected(
        { portName: 'http' },
        { name: 'http' },
        {
          definition: {
            networkMode: undefined,
            containerDefinitions: [
              { name: 'app', image: 'a', portMappings: [{ name: 'http', containerPort: 80 }] },
            ],
          },
        },
      ),
      invalid('the network mode must be awsvpc or bridge'),
    ],
    [
      'all is in order',
      serviceConnectConfigInvalid,
      connected({ portName: 'http' }, { name: 'http' }),
      'ruled out',
    ],
    ['it is not used', serviceConnectConfigInvalid, launchOf(), 'ruled out'],
    [
      'the namespace is not there',
      serviceConnectNamespaceMissing,
      withoutNamespace(),
      ['the Service Connect namespace shop of `shop` does not exist in this Region'],
    ],
    [
      'the namespace is that of another Region',
      serviceConnectNamespaceMissing,
      inNamespace('arn:aws:servicediscovery:us-east-1:111122223333:namespace/ns-abc'),
      [
        'the Service Connect namespace arn:aws:servicediscovery:us-east-1:111122223333:namespace/ns-abc of `shop` is in us-east-1, and the service is in eu-west-1',
      ],
    ],
    [
      'the ARN is that of a Cloud Map service',
      serviceConnectNamespaceMissing,
      inNamespace('arn:aws:servicediscovery:eu-west-1:111122223333:service/srv-abc'),
      [
        'the Service Connect namespace arn:aws:servicediscovery:eu-west-1:111122223333:service/srv-abc of `shop` is no ARN of a Cloud Map namespace',
      ],
    ],
    ['nobody knows the namespace', serviceConnectNamespaceMissing, inNamespace('shop'), 'open'],
    ['the cluster says the namespace', serviceConnectNamespaceMissing, inNamespace(undefined), 'open'],
    ['no namespace is asked for', serviceConnectNamespaceMissing, launchOf({ service: {} }), 'ruled out'],
    [
      'the proxy is unhealthy',
      serviceConnectAgentUnhealthy,
      proxied({ healthStatus: 'UNHEALTHY' }),
      ['the Service Connect proxy `ecs-service-connect-x1` of `shop` is not healthy'],
    ],
    ['the proxy is healthy', serviceConnectAgentUnhealthy, proxied({ healthStatus: 'HEALTHY' }), 'ruled out'],
    ['nothing was run', serviceConnectAgentUnhealthy, proxied(undefined), 'open'],
  ])('%s', (_, cause, launch, expected) => {
    expect(foundIn(cause, launch)).toEqual(expected)
  })
})
