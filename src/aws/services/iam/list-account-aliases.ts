import type { ListAccountAliasesRequest, ListAccountAliasesResponse } from '@aws-sdk/client-iam'

import type { Operation } from '../../operation.ts'

/** Lists the aliases of the account: none, for none can be made here. */
export const listAccountAliases: Operation<ListAccountAliasesRequest, ListAccountAliasesResponse> = () => ({
  AccountAliases: [],
  IsTruncated: false,
})
