import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { Unresolved } from '../../model/template.ts'
import type { WorldRecord } from '../records/world-record.ts'
import { readJson } from '../syntax/read-json.ts'
import type { SyntaxMap } from '../syntax/syntax.ts'
import { terraformRecords } from './terraform-records.ts'

const cases = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'cases', 'inputs', 'world')
const place = { account: '471112983866', region: 'us-east-1' }

function recordsOf(file: string): readonly WorldRecord[] {
  const root = readJson(file, readFileSync(join(cases, file), 'utf8'))
  return terraformRecords(root as SyntaxMap, place).records
}

describe('a plan of which nothing is made yet', () => {
  const records = recordsOf('terraform-plan/plan.json')
  const record = (id: string): WorldRecord => {
    const found = records.find((one) => one.id === id)
    if (!found) throw new Error(`no record ${id}`)
    return found
  }

  it('follows references between resources, into modules and out of them', () => {
    expect(record('aws_ecs_service.web').properties).toMatchObject({
      Cluster: 'shop',
      TaskDefinition: 'arn:aws:ecs:ap-northeast-2:471112983866:task-definition/web:1',
      NetworkConfiguration: {
        AwsvpcConfiguration: {
          Subnets: ['module.network.aws_subnet.private[0]', 'module.network.aws_subnet.private[1]'],
          SecurityGroups: ['aws_security_group.tasks'],
          AssignPublicIp: 'DISABLED',
        },
      },
    })
    expect(record('aws_security_group.tasks').properties.VpcId).toBe('module.network.aws_vpc.this')
  })

  it('takes the instance of the same index where a resource counts over another', () => {
    expect(record('module.network.aws_route_table_association.private[1]').properties).toEqual({
      SubnetId: 'module.network.aws_subnet.private[1]',
      RouteTableId: 'module.network.aws_route_table.private',
    })
  })

  it('tells the target of a route by the kind of resource that it refers to', () => {
    expect(record('module.network.aws_route_table.public (route 1)').properties).toEqual({
      RouteTableId: 'module.network.aws_route_table.public',
      DestinationCidrBlock: '0.0.0.0/0',
      GatewayId: 'module.network.aws_internet_gateway.this',
    })
  })

  it('makes the policy document that is known only after apply', () => {
    const [secret] = record('aws_secretsmanager_secret.database').names
    expect(secret).toMatch(/^arn:aws:secretsmanager:ap-northeast-2:471112983866:secret:shop\/database-\w{6}$/)
    expect(record('aws_iam_role_policy.secrets').properties).toEqual({
      PolicyName: 'secrets',
      RoleName: 'shop-execution',
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: ['secretsmanager:GetSecretValue'], Resource: [secret] }],
      },
    })
  })

  it('leaves open what the plan does not tell', () => {
    const { ContainerDefinitions: containers } = record('aws_ecs_task_definition.worker').properties
    expect(containers).toBeInstanceOf(Unresolved)
  })

  it('puts the value of a secret into the secret', () => {
    const { SecretString: text } = record('aws_secretsmanager_secret.database').properties
    expect(text).toBe('{"password":"for local use"}')
  })

  it('knows where an attribute stands', () => {
    const source = record('aws_ecs_task_definition.web').placeOf(['ContainerDefinitions', 0, 'Image'])
    const text = readFileSync(join(cases, 'terraform-plan/plan.json'), 'utf8').split('\n')[0] ?? ''
    expect(text.slice((source?.column ?? 0) - 1)).toMatch(/^"\[\{\\"essential/)
  })
})

describe('a state', () => {
  it('has the ids and ARNs that are real', () => {
    const records = recordsOf('terraform-state/state.json')
    const role = records.find(({ id }) => id === 'aws_iam_role.execution')
    expect(role?.names).toEqual(['shop-execution', 'arn:aws:iam::123456789012:role/shop-execution'])
    expect(role?.account).toBe('123456789012')
    const vpc = records.find(({ type }) => type === 'AWS::EC2::VPC')
    expect(vpc?.names[0]).toMatch(/^vpc-/)
  })
})
