import { describe, expect, it } from 'vitest'
import { placeText } from '../records/world-record.ts'
import { cloudFormationNames, jsonDocument, liveRecord } from './live-record.ts'

describe('a record of what calls told', () => {
  it('names for each part the call that told it', () => {
    const record = liveRecord({
      type: 'AWS::IAM::Role',
      region: 'eu-west-1',
      account: '111122223333',
      names: ['launch'],
      source: 'iam:GetRole launch',
      properties: { RoleName: 'launch', Policies: [{ PolicyDocument: {} }], Tags: undefined },
      told: [[['Policies', 0], 'iam:GetRolePolicy launch/read']],
    })
    const at = (...path: (string | number)[]): string | undefined => {
      const place = record.placeOf(path)
      return place && placeText(place)
    }
    expect(at('RoleName')).toBe('iam:GetRole launch')
    expect(at('Policies', 0, 'PolicyDocument')).toBe('iam:GetRolePolicy launch/read')
    expect(at('Policies', 1)).toBeUndefined()
    expect(at('Tags')).toBeUndefined()
  })

  it('keeps the keys of maps that are anybody’s', () => {
    const given = {
      dockerLabels: { team: 'a' },
      logConfiguration: { options: { 'awslogs-group': 'g', mode: 'b' } },
    }
    expect(cloudFormationNames(given)).toEqual({
      DockerLabels: { team: 'a' },
      LogConfiguration: { Options: { 'awslogs-group': 'g', mode: 'b' } },
    })
  })

  it.each([
    ['%7B%22Version%22%3A%222012-10-17%22%7D', { Version: '2012-10-17' }],
    ['{"Version":"2012-10-17"}', { Version: '2012-10-17' }],
    ['no document', 'no document'],
    [undefined, undefined],
  ])('reads documents as services answer them: %s', (text, document) => {
    expect(jsonDocument(text)).toEqual(document)
  })
})
