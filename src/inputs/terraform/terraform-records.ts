import { createHash } from 'node:crypto'
import type { EvaluatedValue } from '../../model/template.ts'
import { partitionOf } from '../cloudformation/pseudo-parameters.ts'
import { scalarText } from '../records/project-records.ts'
import { identityOf, namePropertyOf, type ResourceIdentity } from '../records/resource-identity.ts'
import type { AssumedPlace, MisplacedProperty, ReadRecords } from '../records/read-records.ts'
import { nodeAt } from '../records/syntax-values.ts'
import type { RecordPath, RecordProperties, WorldRecord } from '../records/world-record.ts'
import type { SyntaxMap } from '../syntax/syntax.ts'
import { cleanRecord } from './clean-properties.ts'
import { withoutDestroyed } from './destroyed-parts.ts'
import { joinedRecords } from './joined-records.ts'
import {
  jsonAt,
  readTerraform,
  type TerraformDocument,
  type TerraformInstance,
} from './terraform-document.ts'
import { openText, TerraformValues, type PlannedIdentity } from './terraform-values.ts'
import { ecsTranslations } from './translate-ecs.ts'
import { networkTranslations } from './translate-network.ts'
import { resourceTranslations } from './translate-resources.ts'
import { TerraformResource, type Translated, type Translation } from './translation.ts'

const translations: Readonly<Record<string, Translation>> = {
  ...networkTranslations,
  ...resourceTranslations,
  ...ecsTranslations,
}

/**
 * The resources of a plan or state of Terraform as records. References to what is known after apply lead to what the
 * other resource will be called; types that no launch depends on are left out. Throws an InputError for another file.
 */
export function terraformRecords(root: SyntaxMap, place: AssumedPlace): ReadRecords {
  const document = readTerraform(root)
  const account = accountOf(document) ?? place.account
  const regions = new Map<string, string | undefined>()
  const regionSaid = (instance: TerraformInstance): string | undefined => {
    // From version 6 of the provider on a resource says its region itself.
    const own = textOf(instance.values.region)
    if (own !== undefined) return own
    const key = scalarText(jsonAt(values.configurationOf(instance), ['provider_config_key'])) ?? ''
    if (!regions.has(key))
      regions.set(key, regionOfProvider(document, values, key) ?? regionRead(document, values, key))
    return regions.get(key)
  }
  const regionOf = (instance: TerraformInstance): string => regionSaid(instance) ?? place.region
  const identities = new Map<TerraformInstance, PlannedIdentity | undefined>()
  const identityOfInstance = (instance: TerraformInstance): PlannedIdentity | undefined => {
    if (identities.has(instance)) return identities.get(instance)
    identities.set(instance, undefined)
    const written = jsonAt(values.configurationOf(instance), ['expressions'])
    const identity = identityFor(instance, { account, region: regionOf(instance) }, written)
    identities.set(instance, identity)
    return identity
  }
  const values: TerraformValues = new TerraformValues(document, identityOfInstance)
  const translated = (instance: TerraformInstance): readonly Translated[] =>
    translations[instance.type]?.(new TerraformResource(instance, values)) ?? []
  const destroyed = document.destroyed.flatMap(translated)
  const records = document.instances
    .filter(({ mode, type }) => mode === 'managed' && type in translations)
    .flatMap((instance) => {
      const at = { account, region: regionOf(instance) }
      return withoutDestroyed(instance, translated(instance), destroyed).map((translated) =>
        recordOf(instance, translated, {
          ...at,
          identity: identityOfInstance(instance),
          isRegionSaid: regionSaid(instance) !== undefined,
        }),
      )
    })
  const misplaced: MisplacedProperty[] = []
  const clean = joinedRecords(records).map((record) => cleanRecord(record, misplaced))
  return { records: clean, problems: [], misplaced }
}

/** The region that a provider is configured for; undefined where it leaves it to the environment. */
function regionOfProvider(
  { providers }: TerraformDocument,
  values: TerraformValues,
  key: string,
): string | undefined {
  const name = Object.hasOwn(providers, key) ? key : key.slice(key.lastIndexOf(':') + 1)
  return textOf(values.constant(jsonAt(providers, [name, 'expressions', 'region'])))
}

/** The region that a data source of the same provider was told. */
function regionRead(
  { instances }: TerraformDocument,
  values: TerraformValues,
  key: string,
): string | undefined {
  const read = instances.find(
    (one) =>
      one.mode === 'data' &&
      one.type === 'aws_region' &&
      (scalarText(jsonAt(values.configurationOf(one), ['provider_config_key'])) ?? '') === key,
  )
  return read && (textOf(read.values.region) ?? textOf(read.values.name))
}

/** The account that a data source was told; undefined where there are several. */
function accountOf({ instances }: TerraformDocument): string | undefined {
  const accounts = new Set(
    instances.flatMap(({ mode, type, values }) =>
      mode === 'data' && type === 'aws_caller_identity' ? (textOf(values.account_id) ?? []) : [],
    ),
  )
  return accounts.size === 1 ? [...accounts][0] : undefined
}

/** Type and name property of resources whose identity is asked for before they are translated. */
const identityTypes: Readonly<Record<string, readonly [type: string, name?: string]>> = {
  aws_iam_role: ['AWS::IAM::Role', 'name'],
  aws_iam_policy: ['AWS::IAM::ManagedPolicy', 'name'],
  aws_s3_bucket: ['AWS::S3::Bucket', 'bucket'],
  aws_ssm_parameter: ['AWS::SSM::Parameter', 'name'],
  aws_secretsmanager_secret: ['AWS::SecretsManager::Secret', 'name'],
  aws_kms_key: ['AWS::KMS::Key'],
  aws_kms_alias: ['AWS::KMS::Alias', 'name'],
  aws_cloudwatch_log_group: ['AWS::Logs::LogGroup', 'name'],
  aws_ecr_repository: ['AWS::ECR::Repository', 'name'],
  aws_ecs_cluster: ['AWS::ECS::Cluster', 'name'],
  aws_ecs_task_definition: ['AWS::ECS::TaskDefinition', 'family'],
  aws_ecs_service: ['AWS::ECS::Service', 'name'],
  aws_efs_file_system: ['AWS::EFS::FileSystem'],
  aws_efs_access_point: ['AWS::EFS::AccessPoint'],
  aws_lb: ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'name'],
  aws_alb: ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'name'],
  aws_lb_target_group: ['AWS::ElasticLoadBalancingV2::TargetGroup', 'name'],
  aws_alb_target_group: ['AWS::ElasticLoadBalancingV2::TargetGroup', 'name'],
  aws_lb_listener: ['AWS::ElasticLoadBalancingV2::Listener'],
  aws_alb_listener: ['AWS::ElasticLoadBalancingV2::Listener'],
  aws_service_discovery_http_namespace: ['AWS::ServiceDiscovery::HttpNamespace'],
  aws_service_discovery_private_dns_namespace: ['AWS::ServiceDiscovery::PrivateDnsNamespace'],
  aws_service_discovery_public_dns_namespace: ['AWS::ServiceDiscovery::PublicDnsNamespace'],
  aws_service_discovery_service: ['AWS::ServiceDiscovery::Service'],
  aws_scheduler_schedule: ['AWS::Scheduler::Schedule', 'name'],
  aws_sns_topic: ['AWS::SNS::Topic', 'name'],
  aws_sqs_queue: ['AWS::SQS::Queue', 'name'],
  aws_dynamodb_table: ['AWS::DynamoDB::Table', 'name'],
}

function identityFor(
  instance: TerraformInstance,
  place: AssumedPlace,
  written: EvaluatedValue | undefined,
): PlannedIdentity | undefined {
  const { address, type, values } = instance
  const known = identityTypes[type]
  if (!known) return { ref: address, attributes: { Name: textOf(values.name) ?? address } }
  const [cloudFormationType, nameAttribute] = known
  const isNamed = nameAttribute !== undefined && namePropertyOf(cloudFormationType) !== undefined
  const name = isNamed ? plannedName(instance, nameAttribute, written) : { text: address }
  const properties: Readonly<Record<string, string>> = {
    Path: 'path',
    Cluster: 'cluster',
    Type: type.endsWith('lb') ? 'load_balancer_type' : 'type',
    GroupName: 'group_name',
    Name: 'name',
  }
  const identity = identityOf(cloudFormationType, {
    ...(isNamed ? { name: name.text } : {}),
    handle: address,
    place: { ...place, partition: partitionOf(place.region) },
    property: (property) => textOf(values[properties[property] ?? '']),
  })
  return identity && { ...identity, ...(isNamed ? { name: name.text } : {}), ...name.open }
}

/** A name that is made up begins as it is told to; without a beginning the address stands for it. */
function plannedName(
  instance: TerraformInstance,
  attribute: string,
  written: EvaluatedValue | undefined,
): { readonly text: string; readonly open?: { readonly openName: string } } {
  const { address, values, unknown } = instance
  const given = textOf(values[attribute])
  if (given !== undefined) return { text: given }
  const prefix = textOf(values[`${attribute}_prefix`])
  if (prefix !== undefined) return { text: `${prefix}${digits(address)}` }
  const isWritten = jsonAt(written, [attribute]) !== undefined && jsonAt(unknown, [attribute]) === true
  return isWritten
    ? { text: openText(instance, attribute), open: { openName: attribute } }
    : { text: instance.type === 'aws_iam_role' ? roleName(address) : address }
}

/** IAM takes no brackets and quotes in the name of a role, and 64 characters. */
function roleName(address: string): string {
  return address.replaceAll(/[^\w+=,.@-]+/g, '-').slice(-64)
}

/** Stand where the provider puts digits of its own choice. */
function digits(address: string): string {
  return createHash('sha256').update(address).digest('hex').slice(0, 8)
}

interface RecordSetting extends AssumedPlace {
  readonly identity: ResourceIdentity | undefined
  readonly isRegionSaid: boolean
}

function recordOf(
  instance: TerraformInstance,
  { type, part, properties, attributes = {} }: Translated,
  { account, region, identity, isRegionSaid }: RecordSetting,
): WorldRecord {
  const { address, node, source, values } = instance
  const [arn, id, name] = [values.arn, values.id, values.name].map(textOf)
  const { ref, attributes: made } = identity ?? {}
  // What is made already has its own id and ARN; the ARN comes first where CloudFormation's Ref is one.
  const own = type === 'AWS::ECS::TaskDefinition' ? [arn] : [id]
  const names = [...own, id === undefined ? ref : undefined, arn ?? made?.Arn, id, name].filter(
    (one) => one !== undefined,
  )
  return {
    type,
    id: part === undefined ? address : `${address} (${part})`,
    region: regionIn(arn) ?? region,
    account: accountIn(arn) ?? account,
    names: part === undefined ? [...new Set(names)] : [],
    properties: withoutUndefined(properties),
    source,
    ...(isRegionSaid ? { isRegionSaid } : {}),
    placeOf: (path) => placeOf(path),
  }
  function placeOf([first, ...rest]: RecordPath): WorldRecord['source'] | undefined {
    const attribute = typeof first === 'string' ? attributes[first] : undefined
    if (attribute === undefined) return first === undefined ? source : undefined
    let found = nodeAt(node, [attribute])
    for (const [at] of rest.entries()) {
      const deeper = nodeAt(node, [attribute, ...rest.slice(0, at + 1)])
      if (!deeper) break
      found = deeper
    }
    return found?.source ?? source
  }
}

const regionIn = (arn: string | undefined): string | undefined => arn?.split(':')[3] || undefined
const accountIn = (arn: string | undefined): string | undefined =>
  /^\d{12}$/.test(arn?.split(':')[4] ?? '') ? arn?.split(':')[4] : undefined

function withoutUndefined(properties: RecordProperties): RecordProperties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined))
}

function textOf(value: EvaluatedValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
