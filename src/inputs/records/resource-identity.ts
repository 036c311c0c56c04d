import { createHash } from 'node:crypto'

/** Where a resource is made. */
export interface ResourcePlace {
  readonly partition: string
  readonly region: string
  readonly account: string
}

/** What a resource will be called, as far as it follows from its name: AWS decides the rest when it is made. */
export interface ResourceIdentity {
  /** What Ref gives in CloudFormation, `id` in Terraform: a name, an ARN or an id. */
  readonly ref: string
  /** What Fn::GetAtt gives, by CloudFormation's names. */
  readonly attributes: Readonly<Record<string, string>>
}

/** What an identity is made of. */
export interface IdentityParts {
  /** The given name; missing where AWS or CloudFormation makes one up. */
  readonly name?: string
  /** Stands for the id that AWS gives, and for a name that is made up; unique in the project. */
  readonly handle: string
  readonly place: ResourcePlace
  /** A property's text; undefined where there is none. */
  readonly property: (name: string) => string | undefined
}

interface Form {
  /** The property that names it. */
  readonly name?: string
  /** Undefined where references to it cannot be told. */
  readonly identity: (name: string, parts: IdentityParts) => ResourceIdentity | undefined
}

const arn = (service: string, { partition, region, account }: ResourcePlace, resource: string): string =>
  `arn:${partition}:${service}:${region}:${account}:${resource}`

const globalArn = (service: string, { partition, account }: ResourcePlace, resource: string): string =>
  `arn:${partition}:${service}::${account}:${resource}`

/** Resources that are known by their name, with an ARN that holds it. */
const named = (name: string, toArn: (name: string, parts: IdentityParts) => string): Form => ({
  name,
  identity: (value, parts) => ({ ref: value, attributes: { Arn: toArn(value, parts) } }),
})

/** Resources that are known by their ARN, which holds their name. */
const byArn = (
  name: string,
  toArn: (name: string, parts: IdentityParts) => string,
  more: (arn: string, name: string) => Readonly<Record<string, string>> = () => ({}),
): Form => ({
  name,
  identity: (value, parts) => {
    const own = toArn(value, parts)
    return { ref: own, attributes: { Arn: own, ...more(own, value) } }
  },
})

/** Resources that are known by an id that AWS gives: here the handle, with the prefix that ids of the kind have. */
const byId = (attribute: string, prefix = ''): Form => ({
  identity: (_, { handle, property }) => {
    const ref = prefix === '' ? handle : `${prefix}${handle.replaceAll(/[^A-Za-z0-9-]/g, '-')}`
    const vpcId = property('VpcId')
    return {
      ref,
      attributes: { [attribute]: ref, Id: ref, ...(vpcId === undefined ? {} : { VpcId: vpcId }) },
    }
  },
})

const role = ({ place, property }: IdentityParts, kind: string, name: string): string =>
  globalArn('iam', place, `${kind}${property('Path') ?? '/'}${name}`)

/** Hexadecimal digits that follow from a text; they stand where AWS puts characters of its own choice. */
function digits(text: string, count: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, count)
}

const forms: Readonly<Record<string, Form>> = {
  'AWS::IAM::Role': named('RoleName', (name, parts) => role(parts, 'role', name)),
  'AWS::IAM::User': named('UserName', (name, parts) => role(parts, 'user', name)),
  'AWS::IAM::InstanceProfile': named('InstanceProfileName', (name, parts) =>
    role(parts, 'instance-profile', name),
  ),
  'AWS::IAM::ManagedPolicy': byArn(
    'ManagedPolicyName',
    (name, parts) => role(parts, 'policy', name),
    (own) => ({ PolicyArn: own }),
  ),
  'AWS::S3::Bucket': {
    name: 'BucketName',
    identity: (name, { place }) => ({
      ref: name,
      attributes: {
        Arn: `arn:${place.partition}:s3:::${name}`,
        DomainName: `${name}.s3.amazonaws.com`,
        RegionalDomainName: `${name}.s3.${place.region}.amazonaws.com`,
      },
    }),
  },
  'AWS::SSM::Parameter': {
    name: 'Name',
    identity: (name, { place, property }) => {
      const type = property('Type')
      const value = property('Value')
      return {
        ref: name,
        attributes: {
          Arn: arn('ssm', place, `parameter/${name.replace(/^\//, '')}`),
          ...(type === undefined ? {} : { Type: type }),
          ...(value === undefined ? {} : { Value: value }),
        },
      }
    },
  },
  'AWS::SecretsManager::Secret': byArn(
    'Name',
    (name, { place, handle }) => arn('secretsmanager', place, `secret:${name}-${digits(handle, 6)}`),
    (own) => ({ Id: own }),
  ),
  // An attachment is known by the secret that it adds the database to; the CDK names no other in its task definitions.
  'AWS::SecretsManager::SecretTargetAttachment': {
    identity: (_, { property }) => {
      const secret = property('SecretId')
      return secret === undefined ? undefined : { ref: secret, attributes: { Id: secret } }
    },
  },
  'AWS::KMS::Key': {
    identity: (_, { place, handle }) => {
      const hex = digits(handle, 32)
      const groups = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)]
      const keyId = groups.join('-')
      return { ref: keyId, attributes: { KeyId: keyId, Arn: arn('kms', place, `key/${keyId}`) } }
    },
  },
  'AWS::KMS::Alias': {
    name: 'AliasName',
    identity: (name, { place }) => ({ ref: name, attributes: { Arn: arn('kms', place, name) } }),
  },
  'AWS::Logs::LogGroup': named('LogGroupName', (name, { place }) =>
    arn('logs', place, `log-group:${name}:*`),
  ),
  'AWS::ECR::Repository': {
    name: 'RepositoryName',
    identity: (name, { place }) => ({
      ref: name,
      attributes: {
        Arn: arn('ecr', place, `repository/${name}`),
        RepositoryUri: `${place.account}.dkr.ecr.${place.region}.amazonaws.com/${name}`,
      },
    }),
  },
  'AWS::ECS::Cluster': named('ClusterName', (name, { place }) => arn('ecs', place, `cluster/${name}`)),
  'AWS::ECS::TaskDefinition': byArn(
    'Family',
    (name, { place }) => arn('ecs', place, `task-definition/${name}:1`),
    (own) => ({ TaskDefinitionArn: own }),
  ),
  'AWS::ECS::Service': byArn(
    'ServiceName',
    (name, { place, property }) => arn('ecs', place, `service/${clusterName(property('Cluster'))}/${name}`),
    (own, name) => ({ ServiceArn: own, Name: name }),
  ),
  'AWS::ECS::CapacityProvider': named('Name', (name, { place }) =>
    arn('ecs', place, `capacity-provider/${name}`),
  ),
  'AWS::EC2::VPC': {
    identity: (_, { handle, property }) => {
      const block = property('CidrBlock')
      return {
        ref: handle,
        attributes: {
          VpcId: handle,
          DefaultSecurityGroup: `${handle}-default-security-group`,
          DefaultNetworkAcl: `${handle}-default-network-acl`,
          ...(block === undefined ? {} : { CidrBlock: block }),
        },
      }
    },
  },
  'AWS::EC2::Subnet': {
    identity: (_, { handle, property }) => {
      const found = ['VpcId', 'CidrBlock', 'AvailabilityZone'].flatMap((name) => {
        const text = property(name)
        return text === undefined ? [] : [[name, text] as const]
      })
      return { ref: handle, attributes: { SubnetId: handle, ...Object.fromEntries(found) } }
    },
  },
  'AWS::EC2::SecurityGroup': byId('GroupId'),
  'AWS::EC2::RouteTable': byId('RouteTableId'),
  'AWS::EC2::InternetGateway': byId('InternetGatewayId'),
  'AWS::EC2::EgressOnlyInternetGateway': byId('Id'),
  'AWS::EC2::NatGateway': byId('NatGatewayId'),
  'AWS::EC2::NetworkAcl': byId('Id'),
  'AWS::EC2::DHCPOptions': byId('DhcpOptionsId'),
  'AWS::EC2::VPCEndpoint': byId('Id'),
  'AWS::EC2::VPCPeeringConnection': byId('Id'),
  'AWS::EC2::PrefixList': byId('PrefixListId'),
  'AWS::EC2::EIP': byId('AllocationId'),
  'AWS::EFS::FileSystem': {
    identity: (_, { handle, place }) => {
      const id = `fs-${digits(handle, 17)}`
      return {
        ref: id,
        attributes: { FileSystemId: id, Arn: arn('elasticfilesystem', place, `file-system/${id}`) },
      }
    },
  },
  'AWS::EFS::AccessPoint': {
    identity: (_, { handle, place }) => {
      const id = `fsap-${digits(handle, 17)}`
      return {
        ref: id,
        attributes: { AccessPointId: id, Arn: arn('elasticfilesystem', place, `access-point/${id}`) },
      }
    },
  },
  'AWS::ElasticLoadBalancingV2::TargetGroup': byArn(
    'Name',
    (name, { place, handle }) =>
      arn('elasticloadbalancing', place, `targetgroup/${name}/${digits(handle, 16)}`),
    (own, name) => ({ TargetGroupArn: own, TargetGroupName: name }),
  ),
  'AWS::ElasticLoadBalancingV2::LoadBalancer': byArn(
    'Name',
    (name, { place, handle, property }) =>
      arn(
        'elasticloadbalancing',
        place,
        `loadbalancer/${property('Type') === 'network' ? 'net' : 'app'}/${name}/${digits(handle, 16)}`,
      ),
    (own, name) => ({ LoadBalancerArn: own, LoadBalancerName: name }),
  ),
  'AWS::ElasticLoadBalancingV2::Listener': {
    identity: (_, { handle, place, property }) => {
      const balancer = property('LoadBalancerArn')?.split(':loadbalancer/')[1] ?? `app/${digits(handle, 8)}`
      const own = arn('elasticloadbalancing', place, `listener/${balancer}/${digits(handle, 16)}`)
      return { ref: own, attributes: { Arn: own, ListenerArn: own } }
    },
  },
  'AWS::ServiceDiscovery::HttpNamespace': namespace(),
  'AWS::ServiceDiscovery::PrivateDnsNamespace': namespace(),
  'AWS::ServiceDiscovery::PublicDnsNamespace': namespace(),
  'AWS::ServiceDiscovery::Service': {
    identity: (_, { handle, place, property }) => {
      const id = `srv-${digits(handle, 16)}`
      const name = property('Name')
      const attributes = { Id: id, Arn: arn('servicediscovery', place, `service/${id}`) }
      return { ref: id, attributes: name === undefined ? attributes : { ...attributes, Name: name } }
    },
  },
  'AWS::Scheduler::Schedule': named('Name', (name, { place, property }) =>
    arn('scheduler', place, `schedule/${property('GroupName') ?? 'default'}/${name}`),
  ),
  'AWS::Events::Rule': named('Name', (name, { place }) => arn('events', place, `rule/${name}`)),
  'AWS::EC2::LaunchTemplate': {
    identity: (_, { handle }) => {
      const id = `lt-${digits(handle, 17)}`
      return {
        ref: id,
        attributes: { LaunchTemplateId: id, LatestVersionNumber: '1', DefaultVersionNumber: '1' },
      }
    },
  },
  'AWS::AutoScaling::LaunchConfiguration': {
    name: 'LaunchConfigurationName',
    identity: (name) => ({ ref: name, attributes: {} }),
  },
  'AWS::SNS::Topic': byArn(
    'TopicName',
    (name, { place }) => arn('sns', place, name),
    (own, name) => ({ TopicArn: own, TopicName: name }),
  ),
  'AWS::SQS::Queue': {
    name: 'QueueName',
    identity: (name, { place }) => {
      const url = `https://sqs.${place.region}.amazonaws.com/${place.account}/${name}`
      return { ref: url, attributes: { Arn: arn('sqs', place, name), QueueName: name, QueueUrl: url } }
    },
  },
  'AWS::DynamoDB::Table': named('TableName', (name, { place }) => arn('dynamodb', place, `table/${name}`)),
}

function namespace(): Form {
  return {
    identity: (_, { handle, place }) => {
      const id = `ns-${digits(handle, 16)}`
      return { ref: id, attributes: { Id: id, Arn: arn('servicediscovery', place, `namespace/${id}`) } }
    },
  }
}

function clusterName(cluster: string | undefined): string {
  return cluster === undefined ? 'default' : cluster.slice(cluster.lastIndexOf('/') + 1)
}

/** The property that names a resource of this type; undefined where none does. */
export function namePropertyOf(type: string): string | undefined {
  return forms[type]?.name
}

/** What a resource will be called; undefined for types of which it is not known how references to them look. */
export function identityOf(type: string, parts: IdentityParts): ResourceIdentity | undefined {
  return forms[type]?.identity(parts.name ?? parts.handle, parts)
}
