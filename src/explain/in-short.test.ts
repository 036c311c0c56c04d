import { describe, expect, it } from 'vitest'
import { inShort } from './in-short.ts'

const long = 'x'.repeat(60)

describe('a message of ECS in short', () => {
  it('is the message where that is short', () => {
    expect(inShort('Essential container in task exited')).toBe('Essential container in task exited')
  })

  it('keeps the heading, and the end from a whole word on', () => {
    const text = `ResourceInitializationError: unable to pull secrets: ${`${long} `.repeat(5)}because nothing allows it`
    expect(inShort(text)).toBe(
      `ResourceInitializationError: unable to pull secrets: … ${long} because nothing allows it`,
    )
  })

  it('ends its beginning with a whole word, and takes no part of an ARN for a heading', () => {
    const text = `User: arn:aws:sts::111122223333:assumed-role/pipeline/deploy is not authorized to perform: iam:PassRole on resource: arn:aws:iam::111122223333:role/execution because no identity-based policy allows the iam:PassRole action of ECS`
    expect(inShort(text)).toBe(
      'User: arn:aws:sts::111122223333:assumed-role/pipeline/deploy is not authorized to … on resource: arn:aws:iam::111122223333:role/execution because no identity-based policy allows the iam:PassRole action of ECS',
    )
  })
})
