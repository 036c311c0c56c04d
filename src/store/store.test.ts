import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accountTable, regionTable } from '../model/state.ts'
import type { Change } from './journal.ts'
import { Store } from './store.ts'

interface Pet {
  readonly name: string
  readonly kind: string
}

const pets = regionTable<Pet, 'kind'>('test.pets', { kind: (row) => row.kind })
const owners = accountTable<{ readonly name: string }>('test.owners')
const seoul = { account: '000000000000', region: 'ap-northeast-2' }
const ohio = { account: '000000000000', region: 'us-east-2' }

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatrial-store-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const put = (store: Store, name: string, kind: string, scope = seoul): Promise<void> | undefined =>
  store.transact(scope, (tx) => tx.put(pets, name, { name, kind })).durable

describe('Store', () => {
  it('keeps regions apart, and account tables together', () => {
    const store = new Store()
    void put(store, 'tofu', 'cat')
    store.transact(seoul, (tx) => tx.put(owners, 'jiwoo', { name: 'jiwoo' }))
    expect(store.view(ohio).get(pets, 'tofu')).toBeUndefined()
    expect(store.view(ohio).get(owners, 'jiwoo')).toEqual({ name: 'jiwoo' })
    expect(store.view(ohio).at({ region: 'ap-northeast-2' }).get(pets, 'tofu')?.kind).toBe('cat')
    expect(store.scopesOf(pets)).toEqual([seoul])
  })

  it('finds rows by index, and forgets the old value of a changed row', () => {
    const store = new Store()
    void put(store, 'tofu', 'cat')
    void put(store, 'bori', 'dog')
    void put(store, 'tofu', 'dog')
    const view = store.view(seoul)
    expect([...view.by(pets, 'kind', 'cat')]).toEqual([])
    expect([...view.by(pets, 'kind', 'dog')].map(({ name }) => name).sort()).toEqual(['bori', 'tofu'])
  })

  it('takes back everything a failed transaction did, in all regions', () => {
    const store = new Store()
    void put(store, 'tofu', 'cat')
    const seen: Change[] = []
    store.onCommit((changes) => seen.push(...changes))
    expect(() =>
      store.transact(seoul, (tx) => {
        tx.put(pets, 'tofu', { name: 'tofu', kind: 'dog' })
        tx.put(pets, 'bori', { name: 'bori', kind: 'dog' })
        tx.delete(pets, 'tofu')
        tx.at(ohio).put(pets, 'gomi', { name: 'gomi', kind: 'bear' })
        throw new Error('no')
      }),
    ).toThrow('no')
    expect([...store.view(seoul).all(pets)]).toEqual([{ name: 'tofu', kind: 'cat' }])
    expect([...store.view(seoul).by(pets, 'kind', 'cat')]).toHaveLength(1)
    expect([...store.view(ohio).all(pets)]).toEqual([])
    expect(seen).toEqual([])
  })

  it('has everything again when it is opened anew, in the order in which it was put', async () => {
    const path = join(folder, 'state.db')
    const first = new Store(path)
    for (const name of ['c', 'a', 'b']) await put(first, name, 'cat')
    await put(first, 'c', 'dog')
    await first.transact(seoul, (tx) => tx.delete(pets, 'a')).durable
    first.close()
    const second = new Store(path)
    expect([...second.view(seoul).all(pets)]).toEqual([
      { name: 'c', kind: 'dog' },
      { name: 'b', kind: 'cat' },
    ])
    expect([...second.view(seoul).by(pets, 'kind', 'dog')]).toHaveLength(1)
    second.close()
  })

  it('has on disk what it called durable, before it is closed', async () => {
    const path = join(folder, 'state.db')
    const store = new Store(path)
    await Promise.all(Array.from({ length: 50 }, async (_, index) => await put(store, `pet-${index}`, 'cat')))
    const other = new Store(path)
    expect(other.view(seoul).count(pets)).toBe(50)
    other.close()
    store.close()
  })

  it('says nothing is to be waited for where nothing was changed', () => {
    const store = new Store(join(folder, 'state.db'))
    expect(store.transact(seoul, (tx) => tx.count(pets)).durable).toBeUndefined()
    store.close()
  })
})
