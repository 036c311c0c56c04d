import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type OpenedWorld } from './open-world.ts'

const trust = (service: string): string =>
  `{Statement: [{Effect: Allow, Principal: {Service: ${service}}, Action: 'sts:AssumeRole'}]}`

const network = `
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  Role: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: ${trust('ec2.amazonaws.com')}}}
Outputs:
  Subnet: {Value: !Ref Subnet, Export: {Name: shop-subnet}}
`

const service = `
Resources:
  Role: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: ${trust('ecs-tasks.amazonaws.com')}}}
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: web
      RequiresCompatibilities: [FARGATE]
      Cpu: 256
      Memory: 512
      NetworkMode: awsvpc
      ExecutionRoleArn: !GetAtt Role.Arn
      ContainerDefinitions: [{Name: web, Image: nginx}]
  Service:
    Type: AWS::ECS::Service
    Properties:
      TaskDefinition: !Ref Task
      LaunchType: FARGATE
      NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [!ImportValue shop-subnet]}}
`

const parent = `
Resources:
  Network: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: 'https://s3.amazonaws.com/shop/nested.yaml'}}
`

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatrial-several-'))
  writeFileSync(join(folder, 'network.yaml'), network)
  writeFileSync(join(folder, 'service.yaml'), service)
  writeFileSync(join(folder, 'parent.yaml'), parent)
  writeFileSync(join(folder, 'nested.yaml'), network.replace('shop-subnet', 'other-subnet'))
  writeFileSync(join(folder, 'parameters.json'), '[]')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const idsOf = (world: OpenedWorld, type: string): readonly string[] =>
  world.records
    .ofType(type)
    .map(({ id }) => id)
    .toSorted()

describe('templates that lie in one folder', () => {
  it('keep their own roles, though both call one by the same name', () => {
    const world = openWorld([join(folder, 'network.yaml'), join(folder, 'service.yaml')])
    expect(idsOf(world, 'AWS::IAM::Role')).toEqual(['network-Role', 'service-Role'])
    const [launch] = world.launches
    const troubles = launch?.steps.flatMap(({ inSubnets }) => inSubnets.flatMap((one) => one.troubles)) ?? []
    expect(troubles.map(({ ground }) => ground.kind)).toEqual(['reach'])
  })

  it('are one world where the folder is named, without those that another nests', () => {
    const world = openWorld(folder)
    expect(idsOf(world, 'AWS::EC2::VPC')).toEqual([
      'network-Vpc',
      expect.stringMatching(/^parent-Network.*Vpc$/),
    ])
    expect(world.launches).toHaveLength(1)
    expect(world.launches[0]?.steps.length).toBeGreaterThan(1)
  })
})
