import type { Cluster } from '@aws-sdk/client-ecs'
import { parseArn } from '../../model/arn.ts'
import { inputError, type Problem } from '../input-error.ts'
import type { OutsideAnswers } from '../records/outside-answers.ts'
import type { WorldRecord } from '../records/world-record.ts'
import { followReferences } from './follow-references.ts'
import { FoundThings } from './found-things.ts'
import type { LiveAccount, LiveAccountOptions } from './live-account.ts'
import { openAccount } from './open-account.ts'
import { readClusters, readServices } from './read-cluster.ts'
import { readRules, readSchedules } from './read-schedules.ts'

/** What of an account is read. */
export interface LiveOptions extends LiveAccountOptions {
  /** Name or ARN. Missing: every cluster of the region. */
  readonly cluster?: string
  /** Name or ARN of one service, without anything that runs beside it. Missing: every service, rule and schedule. */
  readonly service?: string
}

/** What was read. */
export interface LiveRecords {
  readonly records: readonly WorldRecord[]
  /** What is known to be missing, and what could not be told. */
  readonly answers: OutsideAnswers
  /** Listings that were denied: what they would have told is not checked. */
  readonly problems: readonly Problem[]
  readonly account: string
  readonly region: string
  /** How many calls were made. */
  readonly calls: number
}

/**
 * Reads everything that the tasks of a cluster need, from the services and schedules along their references. Nothing is
 * changed. A call that is denied, or that the endpoint does not have, makes what it would tell unknown. Throws an
 * InputError where the account cannot be read at all, or has no such cluster or service.
 */
export async function liveRecords(options: LiveOptions): Promise<LiveRecords> {
  const account = await openAccount(options)
  try {
    const found = new FoundThings()
    await readStart(account, options, found)
    await followReferences(found.takeFresh(), { account, found, isKnown: () => false })
    return whatWasRead(account, found)
  } finally {
    await account.close()
  }
}

/** What an account has told so far. */
export function whatWasRead({ account, region, calls }: LiveAccount, found: FoundThings): LiveRecords {
  const { all, answers, problems } = found
  // Answers come as they come: the same account is to give the same report.
  const records = all.toSorted((a, b) => byName(a.type, b.type) || byName(a.id, b.id))
  const ordered = problems.toSorted((a, b) => byName(a.message, b.message))
  return { records, answers, problems: ordered, account, region, calls }
}

const { compare: byName } = new Intl.Collator('en', { numeric: true })

async function readStart(
  account: LiveAccount,
  { cluster, service }: LiveOptions,
  found: FoundThings,
): Promise<void> {
  const clusters = await readClusters(account, cluster === undefined ? undefined : [cluster], found)
  if (clusters.length === 0 && found.problems.length === 0) throw withoutCluster(account, cluster)
  await Promise.all(clusters.map(async (one) => await readUsers(account, one, { service, found })))
  if (clusters.length > 0)
    account.progress(`read what runs in ${clusters.map(({ clusterName }) => clusterName).join(', ')}`)
  const isThere = found.all.some(({ type }) => type === 'AWS::ECS::Service')
  if (service !== undefined && !isThere && found.problems.length === 0) {
    const where = cluster === undefined ? `any cluster of ${account.region}` : `cluster ${cluster}`
    throw inputError(
      `there is no service ${service} in ${where}`,
      { file: 'ecs:DescribeServices' },
      { expected: 'the name or ARN of an active service' },
    )
  }
}

async function readUsers(
  account: LiveAccount,
  cluster: Cluster,
  { service, found }: { readonly service: string | undefined; readonly found: FoundThings },
): Promise<void> {
  const owner = parseArn(cluster.clusterArn ?? '')?.account
  if (owner !== undefined) account.account = owner
  if (service !== undefined) {
    await readServices(account, cluster, service, found)
    return
  }
  await Promise.all([
    readServices(account, cluster, undefined, found),
    readRules(account, cluster, found),
    readSchedules(account, cluster, found),
  ])
}

function withoutCluster({ account, region }: LiveAccount, cluster: string | undefined): Error {
  const where = `account ${account}, region ${region}`
  return cluster === undefined
    ? inputError(
        `there is no cluster in ${where}`,
        { file: 'ecs:ListClusters' },
        { expected: 'an account and region with a cluster: --profile, --region, or the environment' },
      )
    : inputError(
        `there is no cluster ${cluster} in ${where}`,
        { file: 'ecs:DescribeClusters' },
        { expected: 'the name or ARN of an active cluster, and its account and region' },
      )
}
