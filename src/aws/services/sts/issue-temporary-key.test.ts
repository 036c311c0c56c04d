import { expect, it } from 'vitest'
import { randomIds } from '../../../daemon/fresh-ids.ts'
import { everyAccount, issuedKeys } from '../../../model/sts/tables.ts'
import { Store } from '../../../store/store.ts'
import { issueTemporaryKey } from './issue-temporary-key.ts'

const scope = { account: '000000000000', region: 'us-east-1' }
const session = { account: scope.account, arn: 'arn:aws:iam::000000000000:user/ann', userId: 'AIDAANN' }

it('removes expired keys only where there are very many', () => {
  const store = new Store()
  const keys = (): number => store.view({ ...scope, account: everyAccount }).count(issuedKeys)
  const issue = (now: number, times = 1): void => {
    store.transact(scope, (tx) => {
      for (let index = 0; index < times; index += 1) {
        issueTemporaryKey(tx, session, 900, { now, fresh: randomIds })
      }
    })
  }
  issue(0, 19_999)
  issue(86_400_000)
  expect(keys()).toBe(20_000)
  issue(86_400_000)
  expect(keys()).toBe(20_000 - 16 + 1)
})
