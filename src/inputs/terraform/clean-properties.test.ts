import { describe, expect, it } from 'vitest'
import { Unresolved } from '../../model/template.ts'
import type { MisplacedProperty } from '../records/read-records.ts'
import type { WorldRecord } from '../records/world-record.ts'
import { cleanRecord } from './clean-properties.ts'

const source = { file: 'plan.json', line: 3, column: 5, endColumn: 9 }

function recordOf(type: string, properties: WorldRecord['properties']): WorldRecord {
  const place = { region: 'us-east-1', account: '000000000000', names: [], source }
  return { type, id: 'aws_x.y', properties, placeOf: () => source, ...place }
}

describe('a record of Terraform', () => {
  it('tells what the provider drops from the containers without a word', () => {
    const misplaced: MisplacedProperty[] = []
    const record = recordOf('AWS::ECS::TaskDefinition', {
      Family: 'a',
      ContainerDefinitions: [{ name: 'a', secret: [], memory: '128' }],
    })
    const { properties } = cleanRecord(record, misplaced)
    expect(misplaced).toMatchObject([
      { resource: 'aws_x.y', meant: 'secrets', isCertain: false, source: { line: 3 } },
    ])
    expect(properties.ContainerDefinitions).toEqual(record.properties.ContainerDefinitions)
  })

  it('keeps what CloudFormation cannot make and Terraform can', () => {
    const { properties } = cleanRecord(
      recordOf('AWS::SSM::Parameter', { Type: 'SecureString', Name: [] }),
      [],
    )
    expect(properties).toMatchObject({ Type: 'SecureString' })
    expect(properties.Name).toBeInstanceOf(Unresolved)
  })

  it('takes a value of a wrong kind for one that is not known', () => {
    const { properties } = cleanRecord(recordOf('AWS::ECS::TaskDefinition', { Cpu: [] }), [])
    expect(properties.Cpu).toBeInstanceOf(Unresolved)
  })
})
