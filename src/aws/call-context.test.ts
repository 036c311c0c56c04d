import { describe, expect, it } from 'vitest'
import { randomIds } from '../daemon/fresh-ids.ts'
import { CallContext } from './call-context.ts'

const objects = { remove: () => undefined, digest: () => undefined, checksumsOf: () => undefined }

function context(): CallContext {
  return new CallContext({
    account: '000000000000',
    region: 'us-east-1',
    principal: { kind: 'developer' },
    requestId: 'request',
    now: 1,
    fresh: randomIds,
    host: 'localhost',
    endpointRegion: undefined,
    objects: objects as never,
  })
}

describe('the context of a call', () => {
  it('is the same at the next call as long as only place and principal are read', () => {
    const call = context()
    expect([call.account, call.region, call.principal.kind, call.host]).toHaveLength(4)
    expect(call.varies).toBe(false)
  })

  it.each<[string, (call: CallContext) => unknown]>([
    ['the time', (call) => call.now],
    ['a fresh id', (call) => call.fresh.uuid()],
    ['its own id', (call) => call.requestId],
    ['stored bytes', (call) => call.objects],
    ['an effect', (call) => call.afterCommit(() => undefined)],
  ])('is another once %s was asked for', (_, read) => {
    const call = context()
    read(call)
    expect(call.varies).toBe(true)
  })
})
