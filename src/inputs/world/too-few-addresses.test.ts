import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { checkLaunches } from '../../causes/check.ts'
import { openWorld } from './open-world.ts'

const folder = mkdtempSync(join(tmpdir(), 'seatrial-addresses-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A /28 has sixteen addresses, of which AWS keeps five. */
function found(desiredCount: string, subnet = '!Ref Subnet'): readonly string[] {
  const path = join(folder, 'template.yaml')
  writeFileSync(
    path,
    `
Parameters: { Count: { Type: Number } }
Resources:
  Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }
  Subnet: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/28 } }
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      NetworkMode: awsvpc
      ContainerDefinitions: [{ Name: app, Image: 'shop:1', Memory: 128 }]
  Service:
    Type: AWS::ECS::Service
    Properties:
      TaskDefinition: !Ref Task
      DesiredCount: ${desiredCount}
      NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [${subnet}] } }
`,
  )
  return checkLaunches(openWorld(path).launches)
    .findings.filter(({ code }) => code === 'subnet-addresses-too-few')
    .map(({ severity, message }) => `${severity}: ${message}`)
}

describe('addresses left in the subnets of a service', () => {
  it.each<[string, readonly (string | RegExp)[]]>([
    ['5', []],
    ['6', [/^warning: a deployment .* have 11 left, and up to 12 tasks/]],
    ['12', [/^error: .* cannot reach its desired count: its subnets have 11 addresses left for 12 tasks/]],
    ['!Ref Count', []],
  ])('for %s tasks', (count, expected) => {
    expect(found(count)).toEqual(expected.map((text) => expect.stringMatching(text) as string))
  })

  it('are not guessed where a subnet is of elsewhere', () => {
    expect(found('600', 'subnet-0a1b2c3d')).toEqual([])
  })
})
