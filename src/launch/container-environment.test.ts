import { describe, expect, it } from 'vitest'
import {
  containerEnvironment,
  overrideEnvironment,
  type EnvironmentSources,
} from './container-environment.ts'
import { injectedEnvironment } from './injected-environment.ts'

const none: EnvironmentSources = {
  image: {},
  files: new Map(),
  environment: [],
  secrets: [],
  injected: {},
  defaults: [],
  dropsBlankFileValues: true,
}
const region = { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-1' }

describe('containerEnvironment', () => {
  it.each<[string, Partial<EnvironmentSources>, Record<string, string>]>([
    [
      'files over the image',
      { image: { A: 'image', B: 'image' }, files: new Map([['A', 'file']]) },
      { A: 'file', B: 'image' },
    ],
    [
      'environment over files',
      { files: new Map([['A', 'file']]), environment: [{ name: 'A', value: 'env' }] },
      { A: 'env' },
    ],
    [
      'secrets over environment',
      { environment: [{ name: 'A', value: 'env' }], secrets: [{ name: 'A', value: 's' }] },
      { A: 's' },
    ],
    [
      'secrets over files',
      { files: new Map([['A', 'file']]), secrets: [{ name: 'A', value: 's' }] },
      { A: 's' },
    ],
    [
      'no blank values of files on Fargate',
      {
        image: { A: 'image' },
        files: new Map([
          ['A', ''],
          ['B', ''],
        ]),
      },
      { A: 'image' },
    ],
    ['blank values of files on EC2', { files: new Map([['B', '']]), dropsBlankFileValues: false }, { B: '' }],
    ['blank values of environment', { environment: [{ name: 'A', value: '' }] }, { A: '' }],
    ['defaults where nothing says otherwise', { defaults: [region] }, region],
    [
      'no region where one of its names is set',
      { image: { AWS_REGION: 'us-east-1' }, defaults: [region] },
      { AWS_REGION: 'us-east-1' },
    ],
    [
      'no region where a file sets the other',
      { files: new Map([['AWS_DEFAULT_REGION', 'x']]), defaults: [region] },
      { AWS_DEFAULT_REGION: 'x' },
    ],
    [
      'injected over everything',
      { secrets: [{ name: 'A', value: 's' }], injected: { A: 'ecs' } },
      { A: 'ecs' },
    ],
  ])('%s', (_, sources, expected) => {
    expect(containerEnvironment({ ...none, ...sources })).toEqual(expected)
  })

  it('lays an override over the definition by name', () => {
    const base = [
      { name: 'A', value: '1' },
      { name: 'B', value: '2' },
    ]
    const override = [
      { name: 'B', value: '3' },
      { name: 'C', value: '4' },
    ]
    expect(overrideEnvironment(base, override)).toEqual([
      { name: 'A', value: '1' },
      { name: 'B', value: '3' },
      { name: 'C', value: '4' },
    ])
  })
})

describe('injectedEnvironment', () => {
  const facts = { region: 'eu-west-1', launchType: 'FARGATE', metadataId: 't-1' }

  it('gives a credentials path only to a task with a task role', () => {
    expect(injectedEnvironment(facts).injected).toEqual({
      ECS_CONTAINER_METADATA_URI: 'http://169.254.170.2/v3/t-1',
      ECS_CONTAINER_METADATA_URI_V4: 'http://169.254.170.2/v4/t-1',
      ECS_AGENT_URI: 'http://169.254.170.2/api/t-1',
      AWS_EXECUTION_ENV: 'AWS_ECS_FARGATE',
    })
    expect(injectedEnvironment({ ...facts, credentialsId: 'c' }).injected).toMatchObject({
      AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials/c',
    })
  })

  it('sets region and endpoint only as defaults', () => {
    expect(injectedEnvironment({ ...facts, endpointUrl: 'http://169.254.170.2:4566' }).defaults).toEqual([
      region,
      { AWS_ENDPOINT_URL: 'http://169.254.170.2:4566' },
    ])
  })
})
