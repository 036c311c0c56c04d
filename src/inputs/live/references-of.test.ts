import { describe, expect, it } from 'vitest'
import { Unresolved } from '../../model/template.ts'
import { cloudFormationNames, liveRecord } from './live-record.ts'
import { referencesOf } from './references-of.ts'

const region = 'eu-west-1'
const account = '111122223333'
const told = (type: string, properties: Readonly<Record<string, unknown>>): readonly string[] =>
  referencesOf(liveRecord({ type, region, account, names: ['one'], properties, source: 'a call' })).map(
    (reference) =>
      `${reference.kind} ${reference.name} ${reference.region} ${reference.account}${reference.jsonKey === undefined ? '' : ` #${reference.jsonKey}`}`,
  )

const container = {
  name: 'web',
  image: '444455556666.dkr.ecr.eu-central-1.amazonaws.com/shop/web:1',
  secrets: [
    { name: 'A', valueFrom: '/shop/a' },
    { name: 'B', valueFrom: `arn:aws:secretsmanager:us-east-1:${account}:secret:shop/db-AbCdEf:password::` },
  ],
  environmentFiles: [{ type: 's3', value: 'arn:aws:s3:::files/web/a.env' }],
  logConfiguration: {
    logDriver: 'awslogs',
    options: { 'awslogs-group': '/shop/web', 'awslogs-region': 'us-west-2' },
  },
}

describe('what records refer to', () => {
  it.each([
    [
      'as the API names it',
      { containerDefinitions: [container], executionRoleArn: `arn:aws:iam::${account}:role/launch` },
    ],
    [
      'as CloudFormation names it',
      cloudFormationNames({
        containerDefinitions: [container],
        executionRoleArn: `arn:aws:iam::${account}:role/launch`,
      }) as Readonly<Record<string, unknown>>,
    ],
  ])('in a task definition %s', (_, properties) => {
    expect(told('AWS::ECS::TaskDefinition', properties)).toEqual([
      `role arn:aws:iam::${account}:role/launch ${region} ${account}`,
      `image ${container.image} eu-central-1 444455556666`,
      `parameter /shop/a ${region} ${account}`,
      `secret arn:aws:secretsmanager:us-east-1:${account}:secret:shop/db-AbCdEf us-east-1 ${account} #password`,
      `bucket files ${region} ${account}`,
      `object files/web/a.env ${region} ${account}`,
      `log-group /shop/web us-west-2 ${account}`,
    ])
  })

  it('leaves out what a template makes, and what is not known', () => {
    const open = new Unresolved({ reason: 'a parameter', settledBy: 'its value' })
    const awsvpcConfiguration = {
      subnets: ['SubnetA', open, 'subnet-0a'],
      securityGroups: ['sg-0b', 'Group'],
    }
    expect(told('AWS::ECS::Service', { networkConfiguration: { awsvpcConfiguration } })).toEqual([
      `subnet subnet-0a ${region} ${account}`,
      `security-group sg-0b ${region} ${account}`,
    ])
  })

  it('asks no registry but Amazon ECR', () => {
    const image = {
      ...container,
      image: 'nginx',
      secrets: [],
      environmentFiles: [],
      logConfiguration: undefined,
    }
    expect(told('AWS::ECS::TaskDefinition', { containerDefinitions: [image] })).toEqual([])
  })
})
