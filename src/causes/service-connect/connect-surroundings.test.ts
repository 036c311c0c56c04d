import { describe, expect, it } from 'vitest'
import type { ConnectServer, ConnectSurroundings } from '../../launch/registration/asked-launch.ts'
import { foundIn } from '../support/found-in.ts'
import { launchOf, type LaunchChanges } from '../support/launch-of.ts'
import { serviceConnectDnsName } from './service-connect-dns-name.ts'
import { serviceConnectNameConflict } from './service-connect-name-conflict.ts'

const server: ConnectServer = {
  service: 'UserApi',
  serviceName: 'users',
  namespace: 'shop',
  isWhole: true,
  names: ['user-api.shop'],
}

function calling(value: string, connect: Partial<ConnectSurroundings> = {}): LaunchChanges {
  const environment = [{ name: 'API', value }]
  return {
    service: {},
    container: { environment, extraHosts: [{ hostname: 'fixed', ipAddress: '10.0.0.9' }] },
    beside: {
      asked: {
        definition: {},
        connect: {
          namespace: 'shop',
          rivals: [],
          servers: [server],
          resolvedByDns: () => false,
          ...connect,
        },
      },
    },
  }
}

const outside = { namespace: undefined } as unknown as Partial<ConnectSurroundings>
const named = (serviceName: string): Partial<ConnectSurroundings> => ({
  servers: [{ ...server, serviceName }],
})
const meant = (host: string): string[] => [
  `service \`shop\` calls \`${host}\`, and UserApi is called \`user-api.shop\``,
]

describe('the names that a client calls', () => {
  it.each<[string, LaunchChanges, readonly string[] | 'open' | 'ruled out']>([
    ['the name is right', calling('http://user-api.shop:8080/v1'), 'open'],
    ['it is mistyped', calling('http://user-apii.shop:8080'), meant('user-apii.shop')],
    ['it is that of the ECS service', calling('http://users:8080'), meant('users')],
    ['it is that of the ECS service, in the namespace', calling('users.shop:8080'), meant('users.shop')],
    ['a word alone', calling('users'), 'open'],
    ['another number is another service', calling('http://user-api2.shop'), 'open'],
    [
      'the namespace has others',
      calling('http://user-apii.shop', { servers: [{ ...server, isWhole: false }] }),
      'open',
    ],
    ['Cloud Map answers', calling('http://user-apii.shop', { resolvedByDns: () => true }), 'open'],
    ['it is a container of the task', calling('http://app:8080', named('app')), 'open'],
    ['it stands in the hosts of the container', calling('http://fixed:8080', named('fixed')), 'open'],
    [
      'the client takes no part',
      calling('http://user-api.shop:8080', outside),
      [
        'service `shop` calls `user-api.shop`, a Service Connect name of UserApi, and takes no part in its namespace',
      ],
    ],
    ['nothing is known of others', { service: {} }, 'open'],
    ['no service starts it', {}, 'ruled out'],
  ])('%s', (_, changes, expected) => {
    const launch = launchOf(changes)
    expect(foundIn(serviceConnectDnsName, launch)).toEqual(expected)
    expect(serviceConnectDnsName.find?.(launch).found.every(({ isDoubtful }) => isDoubtful)).toBe(true)
  })
})

function giving(rivals: ConnectSurroundings['rivals']): LaunchChanges {
  const serviceConnectConfiguration = { enabled: true, namespace: 'shop', services: [{ portName: 'http' }] }
  return { ...calling('', { rivals }), service: { serviceConnectConfiguration } }
}

const rival = { name: 'http', namespace: 'shop', service: 'Other', source: 'template.yaml:9:3' }

describe('the names that a service gives itself', () => {
  it.each<[string, LaunchChanges, readonly string[] | 'open' | 'ruled out', boolean?]>([
    [
      'another has it',
      giving([{ ...rival, isMadeTogether: true }]),
      [
        'service `shop` and Other have the Service Connect name `http` in namespace shop: only one of them can',
      ],
      false,
    ],
    [
      'another file has it',
      giving([{ ...rival, isMadeTogether: false }]),
      [
        'service `shop` and Other have the Service Connect name `http` in namespace shop: only one of them can',
      ],
      true,
    ],
    ['no other of the project has it', giving([]), 'open'],
    ['it has none', { service: {} }, 'ruled out'],
  ])('%s', (_, changes, expected, isDoubtful) => {
    const launch = launchOf(changes)
    expect(foundIn(serviceConnectNameConflict, launch)).toEqual(expected)
    expect(serviceConnectNameConflict.find?.(launch).found[0]?.isDoubtful).toBe(isDoubtful)
  })
})
