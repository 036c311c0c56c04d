import { describe, expect, it } from 'vitest'
import type { RankedCause } from './rank-causes.ts'
import { withTopics } from './rank-topics.ts'
import { topicWords } from './topic-words.ts'
import { vocabulary } from './vocabulary.ts'

const story = 'The NACL of the subnet denies the ephemeral ports, so no answer comes back.'

function signed(code: string, share: number, failure = false): RankedCause {
  const cause = vocabulary.find((one) => one.code === code)
  if (cause === undefined) throw new Error(`no cause ${code}`)
  return { cause, share, ...(failure ? { failure: { code: 'image-not-found', facts: {} } } : {}) }
}

const codesOf = (ranked: readonly RankedCause[]): string[] => ranked.map(({ cause }) => cause.code)

describe('the words in which users tell a cause', () => {
  it('are there for every cause, and for nothing else', () => {
    expect(Object.keys(topicWords).toSorted()).toEqual(vocabulary.map(({ code }) => code).toSorted())
  })
})

describe('causes by topic', () => {
  it('are told where no sign is', () => {
    const [first] = withTopics([], story, vocabulary)
    expect(first).toMatchObject({ cause: { code: 'network-acl-blocks' }, isByTopic: true })
    expect(first?.share).toBeGreaterThan(5)
    expect(first?.share).toBeLessThanOrEqual(50)
  })

  it('come before signs that say less, and after those that say more', () => {
    const weak = withTopics([signed('oom-killed', 3)], story, vocabulary)
    expect(codesOf(weak).indexOf('network-acl-blocks')).toBeLessThan(codesOf(weak).indexOf('oom-killed'))
    const firmer = withTopics([signed('oom-killed', 60)], story, vocabulary)
    expect(codesOf(firmer).slice(0, 2)).toEqual(['oom-killed', 'network-acl-blocks'])
  })

  it('leave a sign its share where that is greater', () => {
    const [first] = withTopics([signed('network-acl-blocks', 60)], story, vocabulary)
    expect(first).toEqual(signed('network-acl-blocks', 60))
  })

  it.each([
    ['a message of ECS', signed('oom-killed', 45, true)],
    ['words that leave no doubt', signed('oom-killed', 70)],
  ])('are not asked where there is %s', (_, telling) => {
    expect(withTopics([telling], story, vocabulary)).toEqual([telling])
  })

  it.each(['', 'hello world', 'The quick brown fox jumps over the lazy dog'])(
    'are none in a text about something else: %s',
    (text) => {
      expect(withTopics([], text, vocabulary)).toEqual([])
    },
  )

  it('are soon told in a long text', () => {
    withTopics([], story, vocabulary)
    const began = performance.now()
    withTopics([], story.repeat(2700), vocabulary)
    expect(performance.now() - began).toBeLessThan(200)
  })
})
