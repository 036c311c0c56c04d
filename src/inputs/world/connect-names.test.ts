import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { checkLaunches } from '../../causes/check.ts'
import type { CheckFinding } from '../../causes/check-report.ts'
import { openWorld } from './open-world.ts'

const folder = mkdtempSync(join(tmpdir(), 'seatrial-connect-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const template = (client: string, url = 'http://user-api.service-connect.me:8080'): string => `
Resources:
  Cluster: { Type: AWS::ECS::Cluster, Properties: { ClusterName: shop } }
  ServerTask:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: user-api
      NetworkMode: awsvpc
      ContainerDefinitions:
        - { Name: app, Image: 'shop:1', Memory: 128, PortMappings: [{ Name: http, ContainerPort: 8080 }] }
  ClientTask:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: gateway
      NetworkMode: awsvpc
      ContainerDefinitions:
        - { Name: app, Image: 'shop:1', Memory: 128, Environment: [{ Name: USER_API_URL, Value: '${url}' }] }
  Server:
    Type: AWS::ECS::Service
    Properties:
      ServiceName: user-api
      Cluster: !Ref Cluster
      TaskDefinition: !Ref ServerTask
      ServiceConnectConfiguration:
        Enabled: true
        Namespace: service-connect.me
        Services: [{ PortName: http, ClientAliases: [{ DnsName: user-api.service-connect.me, Port: 8080 }] }]
  Client:
    Type: AWS::ECS::Service
    ${client}
    Properties:
      ServiceName: gateway
      Cluster: !Ref Cluster
      TaskDefinition: !Ref ClientTask
      ServiceConnectConfiguration: { Enabled: true, Namespace: service-connect.me }
`

function orderFindings(text: string): readonly CheckFinding[] {
  const path = join(folder, 'template.yaml')
  writeFileSync(path, text)
  const { findings } = checkLaunches(openWorld(path).launches)
  return findings.filter(({ code }) => code === 'service-connect-deploy-order')
}

describe('a client of Service Connect', () => {
  it('that nothing makes come after its server is warned of, where it is configured', () => {
    const [finding, ...more] = orderFindings(template(''))
    expect(more).toEqual([])
    expect(finding).toMatchObject({ severity: 'warning', subject: 'gateway', place: 'template.yaml:35:36' })
    expect(finding?.message).toContain('may be deployed before Server')
    expect(finding?.fix.at(1)?.text).toContain('DependsOn: Server')
  })

  it('that depends on its server, directly or by another, is not', () => {
    expect(orderFindings(template('DependsOn: Server'))).toEqual([])
    const between = `DependsOn: Between\n`
    const chain = `${template(between)}  Between: { Type: AWS::Logs::LogGroup, DependsOn: Server }\n`
    expect(orderFindings(chain)).toEqual([])
  })

  it('that calls another name is not', () => {
    expect(orderFindings(template('', 'http://other-user-api.service-connect.me:8080'))).toEqual([])
    expect(orderFindings(template('', 'http://user-api.service-connect.media'))).toEqual([])
  })
})
