import { inputError, type InputError } from '../input-error.ts'
import { isHopeless, wayOut, wordsOf } from './call-failure.ts'
import { LiveAccount, type LiveAccountOptions } from './live-account.ts'

/**
 * Finds out whose account it is and in which region. Throws an InputError where nothing can be read at all: no region,
 * no credentials, nothing that answers. A caller who may not know its own identity can still read.
 */
export async function openAccount(options: LiveAccountOptions): Promise<LiveAccount> {
  const account = new LiveAccount(options)
  try {
    const sts = await account.client('sts', options.region)
    account.region = await sts.config.region()
    const { Account } = await sts.getCallerIdentity({})
    if (Account !== undefined) {
      account.account = Account
      account.isIdentified = true
    }
    account.progress(`reading account ${account.account} in ${account.region}`)
  } catch (error) {
    if (account.region === '' || isHopeless(error)) {
      await account.close()
      throw unreadable(error, account.region)
    }
  }
  return account
}

function unreadable(error: unknown, region: string): InputError {
  const message = `the account cannot be read: ${wordsOf(error)}`
  const expected =
    region === ''
      ? 'a region: --region, AWS_REGION, or the one of a profile'
      : 'credentials and an endpoint as the AWS SDKs take them: environment, profile, role of this machine, AWS_ENDPOINT_URL'
  const remedy = wayOut(error)
  const file = 'sts:GetCallerIdentity'
  return inputError(message, { file }, { expected, ...(remedy === undefined ? {} : { remedy }) })
}
