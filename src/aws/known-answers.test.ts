import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { closeWithoutBugs, openFrontDoor, type OpenDoor } from '../../test/support/front-door.ts'
import { KnownAnswers } from './known-answers.ts'

let door: OpenDoor
beforeEach(async () => (door = await openFrontDoor()))
afterEach(() => closeWithoutBugs(door))

interface Asked {
  readonly region?: string
  readonly key?: string
}

async function ask(operation: string, input: object, { region = 'us-east-1', key = 'me' }: Asked = {}) {
  const response = await fetch(door.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AmazonEC2ContainerServiceV20141113.${operation}`,
      authorization: `AWS4-HMAC-SHA256 Credential=${key}/20260101/${region}/ecs/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(input),
  })
  return { body: await response.text(), id: response.headers.get('x-amzn-requestid') }
}

describe('a question that was asked before', () => {
  it('is answered without asking the account again, under a request id of its own', async () => {
    await ask('CreateCluster', { clusterName: 'one' })
    const first = await ask('DescribeClusters', { clusters: ['one'] })
    const transact = vi.spyOn(door.store, 'transact')
    const second = await ask('DescribeClusters', { clusters: ['one'] })
    expect(transact).not.toHaveBeenCalled()
    expect(second.body).toBe(first.body)
    expect(second.id).not.toBe(first.id)
    expect(second.id).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('is answered anew once anything has changed', async () => {
    await ask('CreateCluster', { clusterName: 'one' })
    expect((await ask('ListClusters', {})).body).toContain('cluster/one')
    await ask('CreateCluster', { clusterName: 'two' })
    expect((await ask('ListClusters', {})).body).toContain('cluster/two')
    await ask('DeleteCluster', { cluster: 'one' })
    expect((await ask('ListClusters', {})).body).not.toContain('cluster/one')
  })

  it('is another question in another region, and in another account', async () => {
    await ask('CreateCluster', { clusterName: 'one' })
    expect((await ask('ListClusters', {})).body).toContain('us-east-1:000000000000:cluster/one')
    expect((await ask('ListClusters', {}, { region: 'eu-west-1' })).body).toBe('{"clusterArns":[]}')
    expect((await ask('ListClusters', {}, { key: '111122223333' })).body).toBe('{"clusterArns":[]}')
    expect((await ask('ListClusters', {})).body).toContain('cluster/one')
  })

  it('is answered anew where an error was the answer', async () => {
    const transact = vi.spyOn(door.store, 'transact')
    await ask('ListTasks', { cluster: 'none' })
    expect((await ask('ListTasks', { cluster: 'none' })).body).toContain('ClusterNotFoundException')
    expect(transact).toHaveBeenCalledTimes(2)
  })
})

describe('an answer', () => {
  const response = { status: 200, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: '{}' }

  it('of a version that has passed is not kept', () => {
    const store = { version: 7 }
    const known = new KnownAnswers(store)
    known.keep('question', 6, response)
    expect(known.find('question', 'id')).toBeUndefined()
    known.keep('question', 7, response)
    expect(known.find('question', 'id')?.headers['content-length']).toBe('2')
  })

  it('that is large is not kept, and of many the old ones go', () => {
    const known = new KnownAnswers({ version: 0 })
    known.keep('large', 0, { ...response, body: 'x'.repeat(70_000) })
    expect(known.find('large', 'id')).toBeUndefined()
    for (let number = 0; number <= 256; number += 1) known.keep(`question ${number}`, 0, response)
    expect(known.find('question 0', 'id')).toBeUndefined()
    expect(known.find('question 256', 'id')).toBeDefined()
  })
})
