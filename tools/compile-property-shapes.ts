/**
 * Compiles AWS's resource schemas, as cfn-lint holds them (MIT-0), to what `check` needs of the types it reads: the
 * names and kinds of their properties. The ECS API's own names come from the models in `src/aws/models`.
 *
 *   npm run shapes -- --schemas <cfnlint/data/schemas> --release <version of cfn-lint>
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { PropertyKind, PropertyShapes, StructureShape } from '../src/inputs/shapes/property-shapes.ts'
import type { ServiceModel } from '../src/aws/service-model.ts'

/** The types that are read, and of which a property that does not exist or is of another kind can be told. */
const types = [
  ...['ApplicationAutoScaling::ScalableTarget', 'ApplicationAutoScaling::ScalingPolicy'],
  ...['EC2::EIP', 'EC2::EgressOnlyInternetGateway', 'EC2::InternetGateway', 'EC2::NatGateway'],
  ...['EC2::NetworkAcl', 'EC2::NetworkAclEntry', 'EC2::PrefixList', 'EC2::Route', 'EC2::RouteTable'],
  ...['EC2::SecurityGroup', 'EC2::SecurityGroupEgress', 'EC2::SecurityGroupIngress', 'EC2::Subnet'],
  ...['EC2::SubnetCidrBlock', 'EC2::SubnetNetworkAclAssociation', 'EC2::SubnetRouteTableAssociation'],
  ...['EC2::VPC', 'EC2::VPCCidrBlock', 'EC2::VPCEndpoint', 'EC2::VPCGatewayAttachment'],
  ...['ECR::Repository', 'ECS::CapacityProvider', 'ECS::Cluster', 'ECS::Service', 'ECS::TaskDefinition'],
  ...['ECS::ClusterCapacityProviderAssociations', 'ECS::TaskSet', 'ECS::PrimaryTaskSet'],
  ...['EFS::AccessPoint', 'EFS::FileSystem', 'EFS::MountTarget', 'Events::Rule', 'Scheduler::Schedule'],
  ...['ElasticLoadBalancingV2::Listener', 'ElasticLoadBalancingV2::ListenerRule'],
  ...['ElasticLoadBalancingV2::LoadBalancer', 'ElasticLoadBalancingV2::TargetGroup'],
  ...['IAM::InstanceProfile', 'IAM::ManagedPolicy', 'IAM::Policy', 'IAM::Role', 'IAM::RolePolicy'],
  ...['KMS::Alias', 'KMS::Key', 'Logs::LogGroup', 'Logs::LogStream', 'S3::Bucket', 'S3::BucketPolicy'],
  ...['SSM::Parameter', 'SecretsManager::ResourcePolicy', 'SecretsManager::Secret'],
  ...['ServiceDiscovery::HttpNamespace', 'ServiceDiscovery::PrivateDnsNamespace'],
  ...['ServiceDiscovery::PublicDnsNamespace', 'ServiceDiscovery::Service'],
].map((name) => `AWS::${name}`)

interface Schema {
  readonly type?: string | readonly string[]
  readonly $ref?: string
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: boolean | Schema
  readonly required?: readonly string[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
  readonly definitions?: Readonly<Record<string, Schema>>
}

const scalars: Readonly<Record<string, PropertyKind>> = {
  string: 'text',
  integer: 'whole',
  number: 'number',
  boolean: 'flag',
}

function choice(words: readonly unknown[]): PropertyKind {
  return `=${words.map(String).join('|')}`
}

class SchemaCompiler {
  readonly structures: Record<string, StructureShape> = {}
  private readonly definitions: Readonly<Record<string, Schema>>

  constructor(root: Schema) {
    this.definitions = root.definitions ?? {}
    this.structures[''] = this.structure(root)
  }

  private structure({ properties = {}, required = [] }: Schema): StructureShape {
    const has = Object.fromEntries(
      Object.entries(properties).map(([name, schema]) => [name, this.kind(schema)]),
    )
    return required.length > 0 ? { has, needs: [...required] } : { has }
  }

  private kind(schema: Schema): PropertyKind {
    const name = schema.$ref?.replace('#/definitions/', '')
    if (name !== undefined) return this.defined(name)
    if (schema.anyOf || schema.oneOf || Array.isArray(schema.type)) return 'any'
    if (schema.type === 'array') return `[${schema.items ? this.kind(schema.items) : 'any'}]`
    if (schema.properties) return 'any'
    if (schema.type === 'object') {
      const [pattern] = Object.values(schema.patternProperties ?? {})
      return pattern ? `{${this.kind(pattern)}}` : 'any'
    }
    if (schema.enum && schema.type !== 'boolean') return choice(schema.enum)
    return scalars[String(schema.type)] ?? 'any'
  }

  private defined(name: string): PropertyKind {
    const schema = this.definitions[name]
    if (!schema) return 'any'
    const closed = schema.additionalProperties === false && !schema.anyOf && !schema.oneOf
    if (!schema.properties || !closed) return schema.properties ? 'any' : this.kind({ ...schema })
    if (!this.structures[name]) {
      this.structures[name] = { has: {} }
      this.structures[name] = this.structure(schema)
    }
    return `#${name}`
  }
}

/** The shapes of requests and answers of the ECS API, merged: a file may hold what was described. */
class ModelCompiler {
  readonly structures: Record<string, StructureShape> = {}
  private readonly model: ServiceModel

  constructor(model: ServiceModel, roots: readonly string[]) {
    this.model = model
    const has = Object.assign({}, ...roots.map((root) => this.members(root))) as StructureShape['has']
    this.structures[''] = { has }
  }

  private members(shape: string): StructureShape['has'] {
    const members = Object.entries(this.model.shapes[shape]?.members ?? {})
    return Object.fromEntries(members.map(([name, member]) => [name, this.kind(member.shape)]))
  }

  private kind(name: string): PropertyKind {
    const shape = this.model.shapes[name]
    switch (shape?.type) {
      case 'structure':
        if (!this.structures[name]) {
          this.structures[name] = { has: {} }
          this.structures[name] = { has: this.members(name) }
        }
        return `#${name}`
      case 'list':
        return `[${shape.member ? this.kind(shape.member.shape) : 'any'}]`
      case 'map':
        return `{${shape.value ? this.kind(shape.value.shape) : 'any'}}`
      case 'string':
        return shape.enum ? choice(shape.enum) : 'text'
      case 'boolean':
        return 'flag'
      case 'integer':
      case 'long':
        return 'whole'
      case 'float':
      case 'double':
        return 'number'
      default:
        return 'any'
    }
  }
}

/** The words of both, of which one may be the older; a text alone leaves them out. */
function bothChoices(kind: PropertyKind, apiKind: PropertyKind): PropertyKind {
  if (kind.replaceAll(/[[\]]/g, '') === 'text') return apiKind
  if (!/^\[?=/.test(kind)) return kind
  const words = [kind, apiKind].flatMap((one) => one.replaceAll(/[[\]=]/g, '').split('|'))
  const all = `=${[...new Set(words)].join('|')}`
  return kind.startsWith('[') ? `[${all}]` : all
}

type Structures = Record<string, StructureShape>

/** The schemas of ECS leave out which words may be chosen; its API refuses all others. */
function withChoices(
  structures: Structures,
  api: Structures,
  name = '',
  apiName = '',
  done = new Set<string>(),
): void {
  const [structure, from] = [structures[name], api[apiName]]
  if (!structure || !from || done.has(name)) return
  done.add(name)
  const has = structure.has as Record<string, PropertyKind>
  for (const [property, kind] of Object.entries(has)) {
    const apiKind = from.has[property.charAt(0).toLowerCase() + property.slice(1)]
    if (apiKind === undefined) continue
    if (/^\[?=/.test(apiKind)) has[property] = bothChoices(kind, apiKind)
    const [inner, apiInner] = [/#(\w+)/.exec(kind)?.[1], /#(\w+)/.exec(apiKind)?.[1]]
    if (inner !== undefined && apiInner !== undefined) withChoices(structures, api, inner, apiInner, done)
  }
}

/** What must be there is told in the words of ECS, with everything else that it refuses. */
const ownRules = new Set(['AWS::ECS::TaskDefinition', 'AWS::ECS::Service'])

function withoutNeeds(structures: Readonly<Record<string, StructureShape>>): Record<string, StructureShape> {
  return Object.fromEntries(Object.entries(structures).map(([name, { has }]) => [name, { has }]))
}

const { values } = parseArgs({ options: { schemas: { type: 'string' }, release: { type: 'string' } } })
const { schemas: folder, release } = values
if (folder === undefined || release === undefined) throw new Error('give --schemas and --release')

const region = readFileSync(join(folder, 'providers/us_east_1.py'), 'utf8')
const compiled: Record<string, Structures> = {}
for (const type of types) {
  const file = new RegExp(`"${type}": "([0-9a-f]+)"`).exec(region)?.[1]
  if (file === undefined) throw new Error(`there is no schema of ${type}`)
  const schema = JSON.parse(readFileSync(join(folder, `resources/${file}.json`), 'utf8')) as Schema
  const { structures } = new SchemaCompiler(schema)
  compiled[type] = ownRules.has(type) ? withoutNeeds(structures) : structures
}
const ecs = JSON.parse(readFileSync('src/aws/models/ecs.json', 'utf8')) as ServiceModel
compiled['task definition'] = new ModelCompiler(ecs, [
  'RegisterTaskDefinitionRequest',
  'TaskDefinition',
]).structures
compiled.service = new ModelCompiler(ecs, [
  'CreateServiceRequest',
  'UpdateServiceRequest',
  'Service',
]).structures

withChoices(compiled['AWS::ECS::TaskDefinition'] ?? {}, compiled['task definition'] ?? {})
withChoices(compiled['AWS::ECS::Service'] ?? {}, compiled.service ?? {})

const shapes: PropertyShapes = { source: `resource schemas of cfn-lint ${release}`, types: compiled }
writeFileSync('src/inputs/shapes/property-shapes.json', `${JSON.stringify(shapes)}\n`)
