import { Fault } from '../../fault.ts'
import type { FoundRepository } from './find-repository.ts'

/** The members that the answers about a repository's policies share. */
export function policyOwner({ registry, repository: { repositoryName } }: FoundRepository): {
  readonly registryId: string
  readonly repositoryName: string
} {
  return { registryId: registry.account, repositoryName }
}

/** Says that a repository has no such policy. */
export function policyNotFound(
  what: 'Repository' | 'Lifecycle',
  { registry, repository }: FoundRepository,
): Fault {
  return new Fault(
    `${what}PolicyNotFoundException`,
    `${what} policy does not exist for the repository with name '${repository.repositoryName}' in the registry with id '${registry.account}'`,
  )
}
