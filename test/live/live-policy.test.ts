import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadActionCatalogue } from '../../src/iam/action-catalogue.ts'
import { actionDetails } from '../../src/iam/name-catalogue.ts'
import { livePolicy } from '../../src/inputs/live/live-policy.ts'
import { root } from '../support/seatrial.ts'

describe('the smallest policy for a live check', () => {
  const actions = livePolicy().Statement.flatMap(({ Action }) => Action)

  it('is the one in the documentation', () => {
    const text = readFileSync(join(root, 'docs/live.md'), 'utf8')
    const documented = /```json\n([\s\S]+?)\n```/.exec(text)?.[1] ?? ''
    expect(JSON.parse(documented)).toEqual(livePolicy())
  })

  it('names actions as AWS spells them', async () => {
    const catalogue = await loadActionCatalogue(actions.map((action) => action.split(':')[0] ?? ''))
    expect(actions.filter((action) => actionDetails(action, catalogue) === undefined)).toEqual([])
  })

  it('allows nothing that changes anything', () => {
    const words = actions.map((action) => /^[a-z0-9]+:(Describe|List|Get|BatchGet)[A-Z]/.test(action))
    expect(actions.filter((_, index) => words[index] !== true)).toEqual([])
  })

  it('reads values in statements of their own, which can be left out', () => {
    const [configuration, ...values] = livePolicy().Statement
    expect(configuration?.Action).not.toContain('secretsmanager:GetSecretValue')
    expect(configuration?.Action).not.toContain('s3:GetObject')
    expect(values.flatMap(({ Action }) => Action)).toEqual([
      'secretsmanager:GetSecretValue',
      's3:GetObject',
      's3:ListBucket',
    ])
  })
})
