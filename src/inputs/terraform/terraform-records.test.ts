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

describe('an item of a list that a module gives', () => {
  const address = { mode: 'managed', provider_name: 'aws' }
  const planned = (path: string, type: string, name: string, index: number, unknown: object): object => ({
    ...{ ...address, address: `${path}${type}.${name}[${index}]`, type, name, index },
    ...(path === '' ? {} : { module_address: path.slice(0, -1) }),
    change: { actions: ['create'], before: null, after: {}, after_unknown: { id: true, ...unknown } },
  })
  const counted = (type: string, name: string, expressions: object): object => ({
    ...{
      address: `${type}.${name}`,
      mode: 'managed',
      type,
      name,
      expressions,
      count_expression: { constant_value: 2 },
    },
  })
  const subnets = { outputs: { subnets: { expression: { references: ['aws_subnet.private'] } } } }
  const plan = {
    format_version: '1.2',
    terraform_version: '1.11.0',
    planned_values: { root_module: {} },
    resource_changes: [0, 1].flatMap((index) => [
      planned('module.network.', 'aws_subnet', 'private', index, {}),
      planned('', 'aws_efs_mount_target', 'files', index, { subnet_id: true }),
    ]),
    configuration: {
      root_module: {
        resources: [
          counted('aws_efs_mount_target', 'files', {
            subnet_id: { references: ['module.network.subnets', 'module.network', 'count.index'] },
          }),
        ],
        module_calls: {
          network: { module: { ...subnets, resources: [counted('aws_subnet', 'private', {})] } },
        },
      },
    },
  }

  it('is the one of the same index', () => {
    const root = readJson('plan.json', JSON.stringify(plan)) as SyntaxMap
    const { records } = terraformRecords(root, place)
    const targets = records.filter(({ type }) => type === 'AWS::EFS::MountTarget')
    expect(targets.map(({ properties }) => properties.SubnetId)).toEqual([
      'module.network.aws_subnet.private[0]',
      'module.network.aws_subnet.private[1]',
    ])
  })
})
