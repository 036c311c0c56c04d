import type { ListSecretsRequest, ListSecretsResponse } from '@aws-sdk/client-secrets-manager'
import type { SecretRow } from '../../../model/secretsmanager/secret.ts'
import type { Operation } from '../../operation.ts'
import { liveSecrets } from './live-secrets.ts'
import { secretEntry } from './secret-entry.ts'
import { matchesFilters } from './secret-filters.ts'
import { secretPage } from './secret-page.ts'
import { stagesOf } from './secret-versions.ts'

/** Lists secrets without their values. */
export const listSecrets: Operation<ListSecretsRequest, ListSecretsResponse> = (tx, request, { now }) => {
  const matching = liveSecrets(tx, now, request.IncludePlannedDeletion ?? false).filter((secret) =>
    matchesFilters(secret, request.Filters ?? []),
  )
  const sorted = matching.sort(byMember(request.SortBy))
  if (request.SortOrder === 'desc') sorted.reverse()
  const { items, nextToken } = secretPage(sorted, request, 100, ({ arn }) => arn)
  const entries = items.map((secret) => {
    const stages = stagesOf(tx, secret.arn)
    return { ...secretEntry(secret), ...(stages ? { SecretVersionsToStages: stages } : {}) }
  })
  return { SecretList: entries, ...(nextToken === undefined ? {} : { NextToken: nextToken }) }
}

function byMember(member: ListSecretsRequest['SortBy']): (a: SecretRow, b: SecretRow) => number {
  switch (member) {
    case 'name':
      return (a, b) => (a.name < b.name ? -1 : 1)
    case 'last-changed-date':
      return (a, b) => a.changedMs - b.changedMs
    case 'last-accessed-date':
      return (a, b) => (a.accessedMs ?? 0) - (b.accessedMs ?? 0)
    default:
      return (a, b) => a.createdMs - b.createdMs
  }
}
