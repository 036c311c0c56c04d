import { describe, expect, it } from 'vitest'
import { Unresolved, type EvaluatedValue } from '../../model/template.ts'
import { checkShape, type Taking } from './check-properties.ts'

const unknown = new Unresolved({ reason: 'a parameter', settledBy: 'its value' })

function wrongIn(type: string, properties: Record<string, EvaluatedValue>, taking: Taking = 'converted') {
  return checkShape(type, properties, taking).wrong.map(
    ({ path, message, meant, isCertain }) =>
      `${path.join('.')} | ${message}${meant === undefined ? '' : ` (${meant})`}${isCertain ? '' : '?'}`,
  )
}

describe('the properties of a template', () => {
  const definition = 'AWS::ECS::TaskDefinition'

  it.each<[string, string, Record<string, EvaluatedValue>, readonly string[]]>([
    [
      'that are right',
      definition,
      { Family: 'a', ContainerDefinitions: [{ Name: 'a', Cpu: '128', Essential: 'True', Environment: [] }] },
      [],
    ],
    ['that are not known', definition, { Family: unknown, ContainerDefinitions: unknown }, []],
    ['of which parts are not known', definition, { ContainerDefinitions: [unknown, { Cpu: unknown }] }, []],
    ['of any keys', definition, { ContainerDefinitions: [{ DockerLabels: { 'a.b': 'c', d: 1 } }] }, []],
    ['of a type that is not known', 'Custom::Thing', { Anything: [] }, []],
    [
      'with a misspelt name',
      definition,
      { ExecutionRoleARN: 'x' },
      ['ExecutionRoleARN | AWS::ECS::TaskDefinition has no property ExecutionRoleARN (ExecutionRoleArn)'],
    ],
    [
      'with a name that may be newer',
      definition,
      { ContainerDefinitions: [{ Telepathy: true }] },
      ['ContainerDefinitions.0.Telepathy | ContainerDefinitions.0 has no property Telepathy?'],
    ],
    [
      'with a misspelt name within a property of ECS',
      definition,
      { ContainerDefinitions: [{ Enviroment: [] }] },
      [
        'ContainerDefinitions.0.Enviroment | ContainerDefinitions.0 has no property Enviroment (Environment)?',
      ],
    ],
    [
      'with a map for a list',
      definition,
      { ContainerDefinitions: [{ Environment: { A: 'b' } }] },
      [
        'ContainerDefinitions.0.Environment | ContainerDefinitions.0.Environment is a map where a list is wanted',
      ],
    ],
    [
      'with a text for a list',
      definition,
      { RequiresCompatibilities: 'FARGATE' },
      ['RequiresCompatibilities | RequiresCompatibilities is text where a list is wanted'],
    ],
    [
      'with a text for a number',
      definition,
      { ContainerDefinitions: [{ Memory: '1 GB' }] },
      [
        'ContainerDefinitions.0.Memory | ContainerDefinitions.0.Memory is text where a whole number is wanted',
      ],
    ],
    [
      'with a list for a text',
      definition,
      { ContainerDefinitions: [{ Image: ['nginx'] }] },
      ['ContainerDefinitions.0.Image | ContainerDefinitions.0.Image is a list where text is wanted'],
    ],
    [
      'with a word that cannot be chosen',
      definition,
      { NetworkMode: 'vpc', RequiresCompatibilities: ['FARGAT'] },
      [
        'NetworkMode | NetworkMode is vpc, which is none of awsvpc, bridge, host, none',
        'RequiresCompatibilities.0 | RequiresCompatibilities.0 is FARGAT, which is none of EC2, EXTERNAL, FARGATE, MANAGED_INSTANCES (FARGATE)',
      ],
    ],
    [
      'with a word that may be newer',
      definition,
      { RequiresCompatibilities: ['MOON'], ContainerDefinitions: [{ PortMappings: [{ Protocol: 'TCP' }] }] },
      [
        'RequiresCompatibilities.0 | RequiresCompatibilities.0 is MOON, which is none of EC2, EXTERNAL, FARGATE, MANAGED_INSTANCES?',
        'ContainerDefinitions.0.PortMappings.0.Protocol | ContainerDefinitions.0.PortMappings.0.Protocol is TCP, which is none of tcp, udp (tcp)?',
      ],
    ],
    [
      'with a number that cannot be chosen',
      'AWS::Logs::LogGroup',
      { RetentionInDays: '15' },
      [
        'RetentionInDays | RetentionInDays is 15, which is none of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653',
      ],
    ],
    ['without what must be there', 'AWS::EC2::Subnet', {}, [' | AWS::EC2::Subnet lacks VpcId']],
  ])('%s', (_, type, properties, expected) => {
    expect(wrongIn(type, properties)).toEqual(expected)
  })

  it('of a wrong kind are not known, and the others stay as they are', () => {
    const container = { Name: 'a', Secrets: { A: 'b' } }
    const given = { Family: 'a', ContainerDefinitions: [container] }
    const { properties } = checkShape(definition, given, 'converted')
    expect(properties).toEqual({
      Family: 'a',
      ContainerDefinitions: [{ Name: 'a', Secrets: expect.any(Unresolved) as unknown }],
    })
    expect(container.Secrets).toEqual({ A: 'b' })
  })

  it('written in another case within a property of ECS are taken', () => {
    const given = { ContainerDefinitions: [{ Name: 'a', Entrypoint: ['b'], command: ['c'] }] }
    const { properties, wrong } = checkShape(definition, given, 'converted')
    expect(properties).toEqual({ ContainerDefinitions: [{ Name: 'a', EntryPoint: ['b'], Command: ['c'] }] })
    expect(wrong.map(({ meant, isCertain }) => [meant, isCertain])).toEqual([
      ['EntryPoint', false],
      ['Command', false],
    ])
  })

  it('that are right are not copied', () => {
    const given = { Family: 'a', ContainerDefinitions: [{ Name: 'a' }] }
    expect(checkShape(definition, given, 'converted').properties).toBe(given)
  })
})

describe('the members of a request in a file', () => {
  it('are taken as they are given: the API converts nothing', () => {
    expect(wrongIn('task definition', { containerDefinitions: [{ memory: '128' }] }, 'as-given')).toEqual([
      'containerDefinitions.0.memory | containerDefinitions.0.memory is text where a whole number is wanted',
    ])
    expect(wrongIn('task definition', { cpu: 256 }, 'as-given')).toEqual([
      'cpu | cpu is a number where text is wanted?',
    ])
  })

  it('may be those of a description', () => {
    const described = { taskDefinitionArn: 'arn', revision: 3, status: 'ACTIVE', compatibilities: ['EC2'] }
    expect(wrongIn('task definition', described, 'as-given')).toEqual([])
    expect(wrongIn('service', { serviceName: 'a', runningCount: 1, events: [] }, 'as-given')).toEqual([])
  })

  it('are misspelt where a template would have them right', () => {
    expect(wrongIn('service', { DesiredCount: 1 }, 'as-given')).toEqual([
      'DesiredCount | a service has no property DesiredCount (desiredCount)',
    ])
  })
})
