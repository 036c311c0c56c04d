import type { RepositoryRow } from '../../../model/ecr/repository.ts'
import { repositories } from '../../../model/ecr/tables.ts'
import { parseArn } from '../../../model/arn.ts'
import type { Transaction } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import { invalidParameter } from './faults.ts'

/** How most requests name a repository. */
export interface NamedRepository {
  readonly registryId?: string
  readonly repositoryName?: string
}

/** A repository with the registry that holds it, which may be another account's. */
export interface FoundRepository {
  readonly registry: Transaction
  readonly repository: RepositoryRow
}

/** The repository that a request names. Throws RepositoryNotFoundException. */
export function findRepository(
  tx: Transaction,
  { registryId, repositoryName = '' }: NamedRepository,
): FoundRepository {
  const registry = tx.at({ account: registryId ?? tx.account })
  const repository = registry.get(repositories, repositoryName)
  if (!repository)
    throw repositoryFault('RepositoryNotFoundException', 'does not exist in the', repositoryName, registry)
  return { registry, repository }
}

/** The repository of an ARN. Throws InvalidParameterException, RepositoryNotFoundException. */
export function findRepositoryOfArn(tx: Transaction, text: string): FoundRepository {
  const arn = parseArn(text)
  const repositoryName = /^repository\/(.+)$/.exec(arn?.resource ?? '')?.[1]
  if (arn?.service !== 'ecr' || arn.region !== tx.region || repositoryName === undefined) {
    throw invalidParameter('resourceArn', 'Invalid ARN')
  }
  return findRepository(tx, { registryId: arn.account, repositoryName })
}

/** `The repository with name 'shop' <what> registry with id '…'` */
export function repositoryFault(
  code: string,
  what: string,
  repositoryName: string,
  { account }: Pick<Transaction, 'account'>,
  rest = '',
): Fault {
  return new Fault(
    code,
    `The repository with name '${repositoryName}' ${what} registry with id '${account}'${rest}`,
  )
}
