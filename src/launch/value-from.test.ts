import { describe, expect, it } from 'vitest'
import { foreignPlace, parseValueFrom } from './value-from.ts'

const place = { region: 'eu-west-1', account: '111122223333' }
const secret = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/db-Ab3dEf'
const parsed = {
  service: 'secretsmanager',
  region: 'eu-west-1',
  account: '111122223333',
  secretArn: secret,
  secretName: 'shop/db-Ab3dEf',
}
const parameter = { service: 'ssm', region: 'eu-west-1', account: '111122223333' }

describe('parseValueFrom', () => {
  it.each([
    ['a whole secret', secret, parsed],
    ['a JSON key', `${secret}:password::`, { ...parsed, jsonKey: 'password' }],
    ['a version stage', `${secret}::AWSPREVIOUS:`, { ...parsed, versionStage: 'AWSPREVIOUS' }],
    [
      'a version id',
      `${secret}:password::9d4cb84b`,
      { ...parsed, jsonKey: 'password', versionId: '9d4cb84b' },
    ],
    ['three empty fields', `${secret}:::`, parsed],
    [
      'an ARN without the six characters',
      secret.slice(0, -7),
      { ...parsed, secretArn: secret.slice(0, -7), secretName: 'shop/db' },
    ],
    ['one extra field', `${secret}:password`, { service: 'secretsmanager', malformed: 'arn-fields' }],
    ['two extra fields', `${secret}:password:`, { service: 'secretsmanager', malformed: 'arn-fields' }],
    ['four extra fields', `${secret}:a:::`, { service: 'secretsmanager', malformed: 'arn-fields' }],
    ['no secret name', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:', { malformed: 'arn-fields' }],
    [
      'a name with a brace',
      'arn:aws:secretsmanager:eu-west-1:1:secret:{db}',
      { service: 'secretsmanager', malformed: 'name' },
    ],
    ['a hierarchical parameter', '/shop/db', { ...parameter, form: 'name', parameterName: '/shop/db' }],
    ['a version', '/shop/db:3', { ...parameter, parameterName: '/shop/db', version: 3 }],
    ['a label', 'db:live', { ...parameter, parameterName: 'db', label: 'live' }],
    [
      'a parameter ARN',
      'arn:aws:ssm:eu-west-1:111122223333:parameter/shop/db',
      { ...parameter, form: 'arn', parameterName: '/shop/db' },
    ],
    [
      'the ARN of a plain parameter',
      'arn:aws:ssm:eu-west-1:111122223333:parameter/db:2',
      { ...parameter, parameterName: 'db', version: 2 },
    ],
    [
      "a secret's bare name, taken for a parameter",
      'shop/db-Ab3dEf',
      { ...parameter, form: 'name', parameterName: 'shop/db-Ab3dEf' },
    ],
    ['two selectors', '/shop/db:3:live', { service: 'ssm', malformed: 'name' }],
    [
      'an ARN of SSM that is no parameter',
      'arn:aws:ssm:eu-west-1:1:document/x',
      { service: 'ssm', malformed: 'name' },
    ],
  ])('reads %s', (_, valueFrom, expected) => {
    const actual = parseValueFrom(valueFrom, place)
    expect(actual).toMatchObject({ valueFrom, ...expected })
    const optional = ['jsonKey', 'versionStage', 'versionId', 'version', 'label']
    expect(optional.filter((field) => field in actual)).toEqual(optional.filter((field) => field in expected))
  })

  it.each([
    [secret, []],
    ['/shop/db', []],
    [secret.replace('eu-west-1', 'us-east-1'), ['region']],
    ['arn:aws:ssm:us-east-1:999988887777:parameter/a', ['region', 'account']],
    [`${secret}:x`, []],
  ])('says what is foreign about %s', (valueFrom, expected) => {
    expect(foreignPlace(parseValueFrom(valueFrom, place), place)).toEqual(expected)
  })
})
