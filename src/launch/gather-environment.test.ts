import { describe, expect, it } from 'vitest'
import { absent, present, unknownFact } from '../model/launch/fact.ts'
import type { LaunchRequest } from '../model/launch/request.ts'
import type { LaunchWorld } from '../model/launch/world.ts'
import { gatherEnvironment } from './gather-environment.ts'
import { injectedEnvironment } from './injected-environment.ts'

const sm = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-Ab3dEf'
const files: Readonly<Record<string, string>> = {
  'a.env': 'FROM_FILE=a\nBLANK=\nSECRET=file\nPLAIN=file\n',
  'b.env': 'FROM_FILE=b\nONLY_B=b\n',
}
const parameters: Readonly<Record<string, string>> = {
  '/shop/mail@': 'now',
  '/shop/mail@2': 'second',
  '/shop/mail@live': 'live',
}

const request = {
  region: 'eu-west-1',
  account: '111122223333',
  launchType: 'FARGATE',
  overrides: { containerOverrides: [{ name: 'api', environment: [{ name: 'PLAIN', value: 'override' }] }] },
  definition: {
    family: 'shop',
    containerDefinitions: [
      {
        name: 'api',
        image: 'api:1',
        environment: [{ name: 'PLAIN', value: 'definition' }],
        environmentFiles: ['a.env', 'b.env'].map((key) => ({
          type: 's3',
          value: `arn:aws:s3:::config/${key}`,
        })),
        secrets: [
          { name: 'SECRET', valueFrom: `${sm}:port::` },
          { name: 'WHOLE', valueFrom: sm },
          { name: 'MAIL', valueFrom: '/shop/mail' },
          { name: 'MAIL_2', valueFrom: 'arn:aws:ssm:eu-west-1:111122223333:parameter/shop/mail:2' },
          { name: 'MAIL_LIVE', valueFrom: '/shop/mail:live' },
        ],
      },
    ],
  },
} as unknown as LaunchRequest

const unasked = (): never => {
  throw new Error('not asked for')
}

const world: LaunchWorld = {
  image: () =>
    present({
      entryPoint: [],
      command: [],
      environment: { PATH: '/bin', FROM_FILE: 'image' },
      platforms: [],
      isIndex: false,
    }),
  secret: () =>
    present({ arn: sm, markedForDeletion: false, versionFound: true, value: present('{"port":1000000}') }),
  parameter: (_region, _account, name, { version, label }) => {
    const value = parameters[`${name}@${version ?? label ?? ''}`]
    return value === undefined ? absent() : present({ value: present(value) })
  },
  object: (_bucket, key) => present({ text: present(files[key] ?? '') }),
  role: unasked,
  describedImage: unasked,
  bucket: unasked,
  logGroup: unasked,
  subnet: unasked,
  mayPerform: unasked,
  canReach: unasked,
}
const injected = injectedEnvironment({
  region: 'eu-west-1',
  launchType: 'FARGATE',
  metadataId: 't-1',
  credentialsId: 'c-1',
})

describe('gatherEnvironment', () => {
  it('puts everything together', () => {
    const gathered = gatherEnvironment(request, 'api', injected, world)
    expect(gathered).toEqual({
      ok: true,
      environment: {
        PATH: '/bin',
        FROM_FILE: 'a',
        ONLY_B: 'b',
        PLAIN: 'override',
        SECRET: '1e+06',
        WHOLE: '{"port":1000000}',
        MAIL: 'now',
        MAIL_2: 'second',
        MAIL_LIVE: 'live',
        AWS_REGION: 'eu-west-1',
        AWS_DEFAULT_REGION: 'eu-west-1',
        ...injected.injected,
      },
    })
  })

  it.each<[string, Partial<LaunchWorld>, string]>([
    ['an image', { image: () => unknownFact('describing the image') }, 'describing the image'],
    ['a secret', { secret: () => unknownFact('reading the secret') }, 'reading the secret'],
    ['a value', { parameter: () => present({ value: unknownFact('seatrial.yaml') }) }, 'seatrial.yaml'],
    ['a missing parameter', { parameter: () => absent() }, 'making /shop/mail exist'],
    ['a missing file', { object: () => absent() }, 'making arn:aws:s3:::config/a.env exist'],
  ])('says what it needs of %s', (_, changes, settledBy) => {
    expect(gatherEnvironment(request, 'api', injected, { ...world, ...changes })).toEqual({
      ok: false,
      settledBy,
    })
  })

  it('passes on an empty value of a binary secret', () => {
    const binary = {
      ...world,
      secret: () => present({ arn: sm, markedForDeletion: false, versionFound: true, value: absent() }),
    }
    const whole = structuredClone(request)
    whole.definition.containerDefinitions![0]!.secrets = [{ name: 'WHOLE', valueFrom: sm }]
    expect(gatherEnvironment(whole, 'api', injected, binary)).toMatchObject({
      ok: true,
      environment: { WHOLE: '' },
    })
  })
})
