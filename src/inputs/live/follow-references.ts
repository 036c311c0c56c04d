import type { WorldRecord } from '../records/world-record.ts'
import type { FoundThings } from './found-things.ts'
import type { LiveAccount } from './live-account.ts'
import { readBucket, readObject } from './read-bucket.ts'
import { readClusters } from './read-cluster.ts'
import { readTaskDefinition } from './read-definition.ts'
import { readImage } from './read-image.ts'
import { readKey } from './read-key.ts'
import { readTargetGroup } from './read-load-balancer.ts'
import { readLogGroup } from './read-log-group.ts'
import { readParameter } from './read-parameter.ts'
import { readPrefixList } from './read-prefix-list.ts'
import { readManagedPolicy, readRole } from './read-role.ts'
import { readSecret } from './read-secret.ts'
import { readSecurityGroup } from './read-security-group.ts'
import { readSubnet } from './read-subnet.ts'
import { readVpc } from './read-vpc.ts'
import { referencesOf, type Reference, type ReferenceKind } from './references-of.ts'

type Reader = (account: LiveAccount, reference: Reference, found: FoundThings) => Promise<void>

const readers: Readonly<Record<ReferenceKind, Reader>> = {
  bucket: readBucket,
  cluster: async (account, { name }, found) => {
    await readClusters(account, [name], found)
  },
  image: readImage,
  key: readKey,
  'log-group': readLogGroup,
  'managed-policy': readManagedPolicy,
  object: readObject,
  parameter: readParameter,
  'prefix-list': readPrefixList,
  role: readRole,
  secret: readSecret,
  'security-group': readSecurityGroup,
  subnet: readSubnet,
  'target-group': readTargetGroup,
  'task-definition': readTaskDefinition,
  vpc: readVpc,
}

/** What is followed, and what is left to others. */
export interface FollowOptions {
  readonly account: LiveAccount
  readonly found: FoundThings
  /** Whether something else says already what a reference leads to. */
  readonly isKnown: (reference: Reference) => boolean
  /** What no record refers to, and something else does. */
  readonly also?: readonly Reference[]
}

/** Reads everything that records refer to, and what that refers to, each thing once. */
export async function followReferences(
  start: readonly WorldRecord[],
  { account, found, isKnown, also = [] }: FollowOptions,
): Promise<void> {
  const asked = new Set<string>()
  let done = 0
  let references = [...also, ...[...start, ...found.takeFresh()].flatMap(referencesOf)]
  while (references.length > 0) {
    const next = references.filter((reference) => {
      const { kind, name, region, jsonKey } = reference
      const key = `${kind} ${region} ${name} ${jsonKey === undefined ? '' : 'keys'}`
      return !asked.has(key) && asked.add(key) && !isKnown(reference)
    })
    await Promise.all(
      next.map(async (reference) => {
        await readers[reference.kind](account, reference, found)
        done += 1
        account.progress(
          `read ${reference.kind.replaceAll('-', ' ')} ${reference.name} (${done}, ${account.calls} calls)`,
        )
      }),
    )
    references = [...found.takeFresh()].flatMap(referencesOf)
  }
}
