import { absent, present, type Fact } from '../model/launch/fact.ts'
import { parseArn, type Arn } from '../model/arn.ts'
import { repositories } from '../model/ecr/tables.ts'
import { clusters, services, taskDefinitions, tasks } from '../model/ecs/tables.ts'
import type { FoundPolicy, ResourceFact } from '../model/iam/policy-world.ts'
import { roleOfArn } from '../model/iam/role-of-arn.ts'
import type { GrantRow } from '../model/kms/key.ts'
import { grants, keys } from '../model/kms/tables.ts'
import { logGroups } from '../model/logs/tables.ts'
import { buckets, everyBucketAccount } from '../model/s3/tables.ts'
import { secrets } from '../model/secretsmanager/tables.ts'
import { parameterKey, parameters } from '../model/ssm/tables.ts'
import type { View } from '../model/state.ts'

/** What a resource of the local accounts says about who may use it. Those that can have no policy are only absent. */
export function accountResource(view: View, text: string): Fact<ResourceFact> {
  const arn = parseArn(text)
  if (!arn) return absent()
  const home = view.at({
    ...(arn.account !== '' && { account: arn.account }),
    ...(arn.region !== '' && { region: arn.region }),
  })
  const read = readers[arn.service]
  const found = read?.(home, arn, text)
  return found ? present(found, text) : absent()
}

type Reader = (home: View, arn: Arn, text: string) => ResourceFact | undefined

/** By the service in the ARN. */
const readers: Readonly<Record<string, Reader>> = {
  s3(home, { resource }) {
    const bucket = home.at({ account: everyBucketAccount }).get(buckets, resource.split('/')[0] ?? '')
    // A bucket's tags count in conditions only where its owner switched that on, which is not offered here.
    return (
      bucket && {
        account: bucket.account,
        ...policyOf(bucket.policy, `bucket policy of ${bucket.name}`),
        tags: {},
      }
    )
  },
  kms(home, { resource }, text) {
    if (!resource.startsWith('key/')) return undefined
    const key = home.get(keys, resource.slice('key/'.length))
    if (!key) return undefined
    const given = [...home.by(grants, 'key', key.keyId)].map(grantOf)
    const tags = key.tags.map(({ TagKey = '', TagValue = '' }) => [TagKey, TagValue])
    return {
      ...policyOf(key.policy, `key policy of ${text}`),
      ...(given.length > 0 && { grants: given }),
      tags: Object.fromEntries(tags) as Record<string, string>,
    }
  },
  secretsmanager(home, { resource }, text) {
    const [exact] = home.by(secrets, 'arn', text)
    const secret = exact ?? home.get(secrets, resource.slice('secret:'.length))
    return (
      secret && { ...policyOf(secret.policy, `resource policy of ${secret.arn}`), tags: tagsOf(secret.tags) }
    )
  },
  ecr(home, { resource }) {
    const repository = home.get(repositories, resource.slice('repository/'.length))
    return (
      repository && {
        ...policyOf(repository.policyText, `repository policy of ${repository.repositoryName}`),
        tags: tagsOf(repository.tags),
      }
    )
  },
  ssm(home, { resource }) {
    const name = resource.slice('parameter/'.length)
    // In an ARN the slash of a path's beginning is not repeated.
    const parameter =
      home.get(parameters, parameterKey(`/${name}`)) ?? home.get(parameters, parameterKey(name))
    return parameter && { tags: tagsOf(parameter.tags) }
  },
  ecs(home, { resource }, text) {
    const [type = '', name = ''] = resource.split('/')
    const row = ecsRows[type]?.(home, text, name)
    return row && { tags: Object.fromEntries(row.tags.map(({ key = '', value = '' }) => [key, value])) }
  },
  logs(home, { resource }) {
    const group = home.get(logGroups, resource.split(':')[1] ?? '')
    return group && { tags: group.tags }
  },
  iam(home, _arn, text) {
    const role = roleOfArn(home, text)
    return (
      role && {
        ...policyOf(role.assumeRolePolicyDocument, `trust policy of ${role.arn}`),
        tags: tagsOf(role.tags),
      }
    )
  },
}

interface Tagged {
  readonly tags: readonly { readonly key?: string | undefined; readonly value?: string | undefined }[]
}

/** Rows of ECS by the type in their ARN. */
const ecsRows: Readonly<Record<string, (home: View, arn: string, name: string) => Tagged | undefined>> = {
  cluster: (home, _arn, name) => home.get(clusters, name),
  service: (home, arn) => home.get(services, arn),
  task: (home, arn) => home.get(tasks, arn),
  'task-definition': (home, _arn, name) => home.get(taskDefinitions, name),
}

function policyOf(document: string | undefined, name: string): { readonly policy?: FoundPolicy } {
  return document === undefined ? {} : { policy: { name, document, source: name } }
}

function tagsOf(
  tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]))
}

function grantOf({
  grantId,
  granteePrincipal,
  operations,
  constraints,
}: GrantRow): NonNullable<ResourceFact['grants']>[number] {
  const { EncryptionContextSubset: subset, EncryptionContextEquals: equals } = constraints ?? {}
  return {
    grantId,
    granteePrincipal,
    operations,
    ...(constraints && {
      constraints: {
        ...(subset && { EncryptionContextSubset: subset }),
        ...(equals && { EncryptionContextEquals: equals }),
      },
    }),
  }
}
