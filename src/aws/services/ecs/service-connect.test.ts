import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fargateDefinition, openEcsAccount, type EcsAccount } from '../../../../test/support/ecs-account.ts'

let account: EcsAccount

beforeAll(async () => {
  account = await openEcsAccount()
  await account.call('CreateCluster', {})
  await account.call('RegisterTaskDefinition', {
    ...fargateDefinition(),
    containerDefinitions: [
      {
        name: 'app',
        image: 'nginx',
        portMappings: [
          { containerPort: 80, name: 'http', appProtocol: 'http' },
          { containerPort: 81, name: 'raw' },
        ],
      },
    ],
  })
})
afterAll(async () => {
  await account.close()
})

interface Described {
  readonly service: {
    readonly deployments: readonly {
      readonly serviceConnectConfiguration: unknown
      readonly serviceConnectResources: unknown
    }[]
  }
}

async function create(
  serviceName: string,
  serviceConnectConfiguration: object,
  cluster?: string,
): Promise<Described> {
  return (await account.call('CreateService', {
    cluster,
    serviceName,
    taskDefinition: 'web',
    desiredCount: 0,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: account.subnets } },
    serviceConnectConfiguration,
  })) as Described
}

describe('a Service Connect configuration', () => {
  it('is kept with the deployment', async () => {
    const configuration = {
      enabled: true,
      namespace: 'shop',
      services: [
        { portName: 'http', discoveryName: 'api', clientAliases: [{ port: 8080, dnsName: 'api.shop' }] },
      ],
    }
    const { service } = await create('api', configuration)
    expect(service.deployments[0]).toMatchObject({
      serviceConnectConfiguration: configuration,
      serviceConnectResources: [{ discoveryName: 'api' }],
    })
  })

  it('takes the namespace of its cluster where it names none', async () => {
    await account.call('CreateCluster', {
      clusterName: 'named',
      serviceConnectDefaults: { namespace: 'internal' },
    })
    const { service } = await create('client', { enabled: true }, 'named')
    expect(service.deployments[0]?.serviceConnectConfiguration).toEqual({
      enabled: true,
      namespace: 'internal',
    })
  })

  it('may be switched off', async () => {
    const { service } = await create('off', { enabled: false })
    expect(service.deployments[0]?.serviceConnectResources).toBeUndefined()
  })

  const aliases = [{ port: 1 }, { port: 2 }]
  it.each([
    ['no namespace', { services: [] }, 'Namespace is missing'],
    [
      'a port that has no name',
      { namespace: 'n', services: [{ portName: 'gone' }] },
      'portName(gone) does not refer to any named PortMapping in the container definitions',
    ],
    [
      'two aliases',
      { namespace: 'n', services: [{ portName: 'http', clientAliases: aliases }] },
      '2 clientAliases exceeds the max limit of 1',
    ],
    [
      'an alias that is no DNS name',
      { namespace: 'n', services: [{ portName: 'http', clientAliases: [{ port: 80, dnsName: 'My API' }] }] },
      'The DNS name that you provided is invalid.',
    ],
    [
      'one name for two ports',
      {
        namespace: 'n',
        services: [
          { portName: 'http', discoveryName: 'x' },
          { portName: 'raw', discoveryName: 'x' },
        ],
      },
      'Duplicate discoveryName x in the Service Connect configuration.',
    ],
    [
      'one ingress port for two',
      {
        namespace: 'n',
        services: [
          { portName: 'http', ingressPortOverride: 90 },
          { portName: 'raw', ingressPortOverride: 90 },
        ],
      },
      'IngressPortOverride 90 is used multiple times.',
    ],
    [
      'a request timeout for TCP',
      { namespace: 'n', services: [{ portName: 'raw', timeout: { perRequestTimeoutSeconds: 5 } }] },
      'perRequestTimeoutSeconds cannot be set when the appProtocol is TCP.',
    ],
    [
      'a name that another service has',
      { namespace: 'shop', services: [{ portName: 'http', discoveryName: 'api' }] },
      'SC service is already used by shop',
    ],
  ])('is refused with %s', async (_what, configuration, message) => {
    await expect(create('refused', { enabled: true, ...configuration })).rejects.toMatchObject({
      code: 'InvalidParameterException',
      message,
    })
  })

  it('may have in another namespace the name that is taken in one', async () => {
    const services = [{ portName: 'http', discoveryName: 'api' }]
    await expect(create('elsewhere', { enabled: true, namespace: 'other', services })).resolves.toBeDefined()
  })
})
