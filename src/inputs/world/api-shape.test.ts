import { expect, it } from 'vitest'
import { Unresolved } from '../../model/template.ts'
import { UnknownNames } from '../records/unknown-names.ts'
import { apiShape, openApiShape } from './api-shape.ts'

const unknown = new Unresolved({
  reason: 'parameter Port has no value',
  settledBy: 'a value',
  parameter: 'Port',
})

it('gives members the names and types of the API', () => {
  const shape = apiShape(
    {
      Cpu: 256,
      Volumes: [
        { EFSVolumeConfiguration: { FilesystemId: 'fs-1', AuthorizationConfig: { IAM: 'ENABLED' } } },
      ],
      ContainerDefinitions: [
        {
          Cpu: '10',
          Essential: 'true',
          PortMappings: [{ ContainerPort: '80' }],
          Environment: [{ Name: 'N', Value: 5 }],
          DockerLabels: { 'com.Shop.Team': 'x' },
          LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': '/a', Enabled: true } },
        },
      ],
    },
    new UnknownNames(),
  )
  expect(shape).toEqual({
    cpu: '256',
    volumes: [{ efsVolumeConfiguration: { fileSystemId: 'fs-1', authorizationConfig: { iam: 'ENABLED' } } }],
    containerDefinitions: [
      {
        cpu: 10,
        essential: true,
        portMappings: [{ containerPort: 80 }],
        environment: [{ name: 'N', value: '5' }],
        dockerLabels: { 'com.Shop.Team': 'x' },
        logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': '/a', Enabled: 'true' } },
      },
    ],
  })
})

it('lets a text stand for a text that is not known, and leaves the rest out', () => {
  const shape = apiShape(
    {
      NetworkMode: unknown,
      ContainerDefinitions: [{ Image: unknown, Cpu: unknown, Secrets: unknown, Command: ['run', unknown] }],
      NetworkConfiguration: { AwsvpcConfiguration: { Subnets: unknown, AssignPublicIp: unknown } },
    },
    new UnknownNames(),
  )
  expect(shape).toEqual({
    containerDefinitions: [{ image: 'UNKNOWN_Port_', command: ['run', 'UNKNOWN_Port_'] }],
    networkConfiguration: { awsvpcConfiguration: { subnets: ['UNKNOWN_Port_'] } },
  })
})

it('leaves what is not known in for rules, whoever asked before', () => {
  const properties = { Family: 'web', NetworkMode: unknown }
  expect(apiShape(properties, new UnknownNames())).toEqual({ family: 'web' })
  expect(openApiShape(properties)).toEqual({ family: 'web', networkMode: unknown })
  expect(apiShape(properties, new UnknownNames())).toEqual({ family: 'web' })
})
