import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { check } from '../../src/library/check.ts'

const folder = fileURLToPath(new URL('../../cases/known-good', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'seatrial-one-change-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** What is found in a template in which everything was in order, once one text of it is replaced wherever it stands. */
async function findingsAfter(name: string, from: string, to: string): Promise<string[]> {
  const path = join(scratch, name)
  cpSync(join(folder, name), path, { recursive: true })
  const template = join(path, 'template.yaml')
  const text = readFileSync(template, 'utf8')
  expect(text).toContain(from)
  writeFileSync(template, text.replaceAll(from, to))
  const { findings } = await check(path)
  return [...new Set(findings.map(({ severity, code }) => `${severity} ${code}`))]
}

const balancer = 'balancer-rules-exec'
const schedule = 'schedule-least-privilege'
const connect = 'connect-names'
const instances = 'ec2-service-of-old'

describe('one change to a template that deploys', () => {
  it.each([
    [
      balancer,
      'FromPort: 8080, ToPort: 8080 }',
      'FromPort: 80, ToPort: 80 }',
      'error sg-alb-to-task-blocked',
    ],
    [
      balancer,
      'FromPort: 9090, ToPort: 9090 }',
      'FromPort: 90, ToPort: 90 }',
      'error sg-alb-to-task-blocked',
    ],
    [balancer, 'ToPort: 9090, CidrIp', 'ToPort: 8080, CidrIp', 'error sg-alb-to-task-blocked'],
    [balancer, '    DependsOn: ShopRule\n', '', 'warning service-before-listener'],
    [
      balancer,
      'Actions: [{ Type: forward, TargetGroupArn: !Ref ShopTargets }]',
      'Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: "503" } }]',
      'warning service-before-listener',
    ],
    [
      balancer,
      '[{ TargetGroupArn: !Ref AdminTargets, Weight: 1 }] } }]',
      `[{ TargetGroupArn: !Ref Spare }] } }]
  Spare:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { Port: 8080, Protocol: HTTP, TargetType: ip, VpcId: !Ref Vpc }`,
      'error wrong-target-group',
    ],
    [
      balancer,
      '                  - ssmmessages:OpenDataChannel\n',
      '',
      'warning ecs-exec-task-role-permission',
    ],
    [
      balancer,
      '            - { SourceVolume: agent, ContainerPath: /var/lib/amazon }\n            - { SourceVolume: agent-log, ContainerPath: /var/log/amazon }\n',
      '            - { SourceVolume: agent, ContainerPath: /data }\n',
      'warning ecs-exec-target-not-connected',
    ],
    [
      balancer,
      'service-role/AmazonECSTaskExecutionRolePolicy]',
      'service-role/AmazonECSTaskExecutionRolePolicy, arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy]',
      'error iam-policy-not-attachable',
    ],
    [schedule, 'Service: scheduler.amazonaws.com', 'Service: events.amazonaws.com', 'error scheduler-role'],
    [
      schedule,
      "Action: 'ecs:RunTask', Resource: !Ref Task",
      "Action: 'ecs:RunTask', Resource: 'arn:aws:ecs:us-east-1:000000000000:task-definition/other:*'",
      'error scheduler-role',
    ],
    [
      schedule,
      "Action: 'ecs:RunTask', Resource: !Ref Task",
      "Action: 'ecs:RunTask', Resource: 'arn:aws:ecs:us-east-1:000000000000:task-definition/report:7'",
      undefined,
    ],
    [schedule, 'Arn: !Ref ClusterArn', 'Arn: !Ref Task', 'error scheduler-target-wrong'],
    [
      connect,
      'Namespace: !GetAtt Stock.Arn',
      'Namespace: !GetAtt Shop.Arn',
      'error service-connect-name-conflict',
    ],
    [connect, 'http://http.shop:8080', 'http://prices:8080', 'warning service-connect-dns-name'],
    [connect, 'http://http.shop:8080', 'http://htpp.shop:8080', 'warning service-connect-dns-name'],
    [
      connect,
      '      ServiceConnectConfiguration: { Enabled: true, Namespace: !GetAtt Shop.Arn }\n',
      '',
      'warning service-connect-dns-name',
    ],
    [
      instances,
      'Principal: { Service: ecs.amazonaws.com }',
      'Principal: { Service: ecs-tasks.amazonaws.com }',
      'error service-role-trust-policy',
    ],
    [instances, "MaxSize: '2'", "MaxSize: '0'", 'warning placement-no-instances'],
    [instances, 'HealthCheckPath: /', "HealthCheckPort: '80'", 'warning port-mapping-mismatch'],
    [
      'public-subnets-public-ip',
      '      GroupDescription: the tasks\n      VpcId: !Ref Vpc\n',
      '      GroupDescription: the tasks\n',
      'error service-refused',
    ],
    ['efs-access-point', 'PlatformVersion: 1.4.0', 'PlatformVersion: 1.3.0', 'error service-refused'],
  ])('%s: %s → %s', async (name, from, to, expected) => {
    expect(await findingsAfter(name, from, to)).toEqual(expected === undefined ? [] : [expected])
  })
})
