import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { LiveAccount } from './live-account.ts'

describe('an account that is read', () => {
  it('has at most eight calls under way at once', async () => {
    const account = new LiveAccount({})
    let running = 0
    let most = 0
    const call = async (): Promise<void> => {
      running += 1
      most = Math.max(most, running)
      await sleep(2)
      running -= 1
    }
    await Promise.all(
      Array.from({ length: 50 }, async () => await account.ask('iam:GetRole', 'worker', call)),
    )
    expect(most).toBe(8)
    expect(running).toBe(0)
    expect(account.calls).toBe(50)
  })

  it('reads every page of a listing, and ends where a token comes again', async () => {
    const account = new LiveAccount({})
    const pages = new Map<string | undefined, readonly [number, string | undefined]>([
      [undefined, [1, 'a']],
      ['a', [2, 'b']],
      ['b', [3, 'a']],
    ])
    const answer = await account.list('ecs:ListServices', 'shop', async (token) => {
      const [item = 0, next] = pages.get(token) ?? []
      return await Promise.resolve({ items: [item], next })
    })
    expect(answer).toEqual({ kind: 'answer', value: [1, 2, 3], source: 'ecs:ListServices shop' })
  })

  it('knows nothing from a listing whose second page is denied', async () => {
    const account = new LiveAccount({})
    const answer = await account.list('ecs:ListServices', 'shop', async (token) => {
      if (token !== undefined) throw Object.assign(new Error('no'), { name: 'AccessDeniedException' })
      return await Promise.resolve({ items: [1], next: 'a' })
    })
    expect(answer).toMatchObject({
      kind: 'unknown',
      isDenied: true,
      reason: 'ecs:ListServices shop was denied',
    })
  })

  it('does once what several ask for', async () => {
    const account = new LiveAccount({})
    let times = 0
    const work = async (): Promise<number> => await Promise.resolve((times += 1))
    expect(await Promise.all([account.once('a', work), account.once('a', work)])).toEqual([1, 1])
  })

  it('says what is missing where nothing can be read', async () => {
    const { openAccount } = await import('./open-account.ts')
    const port = 9
    const opening = openAccount({ region: 'eu-west-1', endpoint: `http://127.0.0.1:${port}` })
    await expect(opening).rejects.toThrow(/^sts:GetCallerIdentity: the account cannot be read: /)
  })
})
