import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { loadActionCatalogue } from '../../iam/action-catalogue.ts'
import type { BucketRow } from '../../model/s3/bucket.ts'
import { buckets, everyBucketAccount } from '../../model/s3/tables.ts'
import type { AliasRow, GrantRow, KeyRow } from '../../model/kms/key.ts'
import { aliases, grants, keys } from '../../model/kms/tables.ts'
import { Store } from '../../store/store.ts'
import { serviceLoaders } from '../service-loaders.ts'
import type { ServiceModel } from '../service-model.ts'
import { permissionsOf, type CallPlace, type Input, type Permission } from './rule.ts'
import { serviceRules } from './service-rules.ts'

const modelOf = (service: string): ServiceModel =>
  JSON.parse(readFileSync(new URL(`../models/${service}.json`, import.meta.url), 'utf8')) as ServiceModel

const account = '000000000000'
const region = 'eu-west-1'
const keyId = '01234567-89ab-cdef-0123-456789abcdef'
const keyArn = `arn:aws:kms:${region}:${account}:key/${keyId}`

/** An account with what must be there for a call to be about it. */
function accountWithThings(): Store {
  const store = new Store()
  store.transact({ account, region }, (tx) => {
    const bucket: BucketRow = {
      name: 'x',
      account,
      region,
      createdAtMs: 0,
      encryption: { algorithm: 'AES256', bucketKeyEnabled: false },
    }
    tx.at({ account: everyBucketAccount }).put(buckets, 'x', bucket)
    tx.put(keys, keyId, { keyId, arn: keyArn, manager: 'CUSTOMER' } as KeyRow)
    tx.put(aliases, 'alias/x', { aliasName: 'alias/x', targetKeyId: keyId } as AliasRow)
    tx.put(grants, 'x', { grantToken: 'x', keyArn, keyId } as GrantRow)
  })
  return store
}

const place: CallPlace = {
  account,
  region,
  view: accountWithThings().view({ account, region }),
  now: 0,
  callerArn: `arn:aws:iam::${account}:user/ann`,
}

/** Members that must be of a form to name something. */
const examples: Readonly<Record<string, unknown>> = {
  AliasName: 'alias/x',
  KeyId: keyId,
  TargetKeyId: keyId,
  DestinationKeyId: keyId,
  Path: '/x',
  ResourceType: 'Parameter',
  Resources: ['vpc-1'],
  TagSpecifications: [{ ResourceType: 'vpc' }],
  taskDefinition: 'x:1',
  taskDefinitions: ['x:1'],
  Delete: { Objects: [{ Key: 'x' }] },
}

/** Operations whose key only a ciphertext names. */
const byCiphertext = new Set(['Decrypt'])

/** A request in which every member is there, each text `x` or an ARN, so that every resource is named. */
function fullInput(model: ServiceModel, operation: string): Input {
  const shape = model.shapes[model.operations[operation]?.input?.shape ?? '']
  return Object.fromEntries(
    Object.entries(shape?.members ?? {}).flatMap(([name, member]): [string, unknown][] => {
      if (Object.hasOwn(examples, name)) return [[name, examples[name]]]
      const { type } = model.shapes[member.shape] ?? {}
      const text = /arn/i.test(name) ? `arn:aws:${model.service}:${region}:${account}:thing/x` : 'x'
      if (type === 'string') return [[name, text]]
      return type === 'list' ? [[name, [text]]] : []
    }),
  )
}

const services = Object.keys(serviceLoaders)
const catalogue = await loadActionCatalogue([...services, 'iam'])

/** Actions of the rules that differ in what they name from what AWS's list says, with the reason. */
const named: Readonly<Record<string, string>> = {
  'ssm:DescribeParameters': 'denials name arn:aws:ssm:REGION:ACCOUNT:*',
  'logs:DescribeLogGroups': 'denials name log-group::log-stream:',
  'iam:ListRoles': 'denials name the path',
  'iam:ListUsers': 'denials name the path',
  'iam:ListPolicies': 'denials name the path',
  'iam:ListInstanceProfiles': 'denials name the path',
}

it('has rules for every service that answers here', () => {
  expect(Object.keys(serviceRules).toSorted()).toEqual(services.toSorted())
})

describe.each(services)('the rules of %s', (service) => {
  const model = modelOf(service)
  const rules = serviceRules[service]
  if (!rules) throw new Error(`no rules for ${service}`)

  it('say for every operation what it needs, and for nothing else', () => {
    expect(Object.keys(rules.operations).toSorted()).toEqual(Object.keys(model.operations).toSorted())
  })

  const permissions = Object.keys(model.operations).flatMap((operation) =>
    permissionsOf(rules, operation, fullInput(model, operation), place),
  )

  it('ask for at least one permission where they do not say that none is needed', () => {
    const silent = Object.keys(model.operations)
      .filter((operation) => rules.operations[operation] !== 'none' && !byCiphertext.has(operation))
      .filter((operation) => permissionsOf(rules, operation, fullInput(model, operation), place).length === 0)
    expect(silent).toEqual([])
  })

  it('name only actions that AWS has', () => {
    const details = (action: string): unknown => {
      const [prefix = '', name = ''] = action.split(':')
      return catalogue.services.get(prefix)?.get(name.toLowerCase())
    }
    expect(permissions.filter(({ action }) => !details(action)).map(({ action }) => action)).toEqual([])
  })

  it('name a resource where the action has one, and only there', () => {
    const wrong = permissions.filter(({ action, resource }: Permission) => {
      const [prefix = '', name = ''] = action.split(':')
      const arns = catalogue.services.get(prefix)?.get(name.toLowerCase())?.resourceArns ?? []
      return (resource === '*') !== (arns.length === 0) && !named[action]
    })
    expect(wrong.map(({ action, resource }) => `${action} ${resource}`)).toEqual([])
  })

  it('name resources by ARNs of the types that the action has', () => {
    const misfits = permissions.filter(({ action, resource }) => {
      const [prefix = '', name = ''] = action.split(':')
      const arns = catalogue.services.get(prefix)?.get(name.toLowerCase())?.resourceArns ?? []
      if (resource === '*' || named[action] || resource.includes(':thing/')) return false
      return !arns.some((format) => fits(format, resource))
    })
    expect(misfits.map(({ action, resource }) => `${action} ${resource}`)).toEqual([])
  })
})

function fits(format: string, arn: string): boolean {
  const source = format.replaceAll(/[.*+?^()|[\]\\]/g, String.raw`\$&`).replaceAll(/\$\{[^}]+\}/g, '.*')
  return new RegExp(`^${source}(?::log-stream:.*)?$`).test(arn)
}
