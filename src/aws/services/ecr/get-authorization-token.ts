import type { GetAuthorizationTokenRequest, GetAuthorizationTokenResponse } from '@aws-sdk/client-ecr'
import type { Operation } from '../../operation.ts'

const LIFETIME_MS = 12 * 3_600_000
const TOKEN_LENGTH = 512
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Gives a login for registries. The endpoint is named as AWS names it; it is not served here. */
export const getAuthorizationToken: Operation<GetAuthorizationTokenRequest, GetAuthorizationTokenResponse> = (
  tx,
  { registryIds },
  { now, fresh },
) => {
  const accounts = registryIds ?? [tx.account]
  return {
    authorizationData: accounts.map((account) => ({
      authorizationToken: Buffer.from(`AWS:${fresh.text(TOKEN_LENGTH, ALPHABET)}`).toString('base64'),
      expiresAt: new Date(now + LIFETIME_MS),
      proxyEndpoint: `https://${account}.dkr.ecr.${tx.region}.amazonaws.com`,
    })),
  }
}
