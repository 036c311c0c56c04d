import { Reference } from './references.ts'

/** The first, or another, thing of this kind in the account. */
const the = (member: string, pick = 0): Reference => new Reference(member, pick)

const trust =
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}}'
const allow =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:SourceAccount":"000000000000"}}}]}'
const documentOf = (action: string): string =>
  `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"${action}","Resource":"*"}]}`
const network = { awsvpcConfiguration: { subnets: [the('SubnetId')], assignPublicIp: 'ENABLED' } }
const rule = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }
const bucket = the('Bucket')
const object = { Bucket: bucket, Key: 'plain' }
const container = {
  name: 'app',
  image: 'nginx',
  cpu: 128,
  memory: 256,
  essential: true,
  command: ['sh', '-c', 'sleep 1'],
  environment: [{ name: 'A', value: 'b' }],
  environmentFiles: [{ type: 's3', value: 'arn:aws:s3:::bucket/a.env' }],
  secrets: [{ name: 'S', valueFrom: '/app/secret' }],
  portMappings: [{ name: 'http', containerPort: 80, protocol: 'tcp', appProtocol: 'http' }],
  healthCheck: { command: ['CMD-SHELL', 'true'], interval: 5, timeout: 2, retries: 1, startPeriod: 1 },
  dependsOn: [{ containerName: 'side', condition: 'START' }],
  ulimits: [{ name: 'nofile', softLimit: 1, hardLimit: 2 }],
  mountPoints: [{ sourceVolume: 'data', containerPath: '/data', readOnly: true }],
  logConfiguration: {
    logDriver: 'awslogs',
    options: { 'awslogs-group': 'g', 'awslogs-region': 'us-east-1', 'awslogs-stream-prefix': 'p' },
  },
  linuxParameters: { initProcessEnabled: true, capabilities: { drop: ['ALL'] } },
  dockerLabels: { a: 'b' },
}

/** An input that works in a seeded account, for operations whose chance inputs seldom do. */
export const samples: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  ecs: {
    CreateService: {
      serviceName: 'other',
      taskDefinition: 'web',
      desiredCount: 2,
      launchType: 'FARGATE',
      networkConfiguration: network,
      deploymentConfiguration: {
        minimumHealthyPercent: 50,
        maximumPercent: 200,
        deploymentCircuitBreaker: { enable: true, rollback: true },
      },
      serviceConnectConfiguration: {
        enabled: true,
        namespace: 'local',
        services: [{ portName: 'http', discoveryName: 'web', clientAliases: [{ port: 80, dnsName: 'web' }] }],
      },
      tags: [{ key: 'a', value: 'b' }],
      propagateTags: 'SERVICE',
      enableExecuteCommand: true,
    },
    UpdateService: {
      service: 'web',
      desiredCount: 3,
      taskDefinition: 'web:2',
      forceNewDeployment: true,
      networkConfiguration: network,
    },
    RunTask: {
      taskDefinition: 'web',
      count: 2,
      launchType: 'FARGATE',
      networkConfiguration: network,
      startedBy: 'me',
      group: 'g',
      overrides: {
        cpu: '512',
        memory: '1024',
        containerOverrides: [
          { name: 'app', command: ['x'], environment: [{ name: 'A', value: 'c' }], cpu: 1, memory: 100 },
        ],
      },
      capacityProviderStrategy: undefined,
      tags: [{ key: 'a', value: 'b' }],
    },
    RegisterTaskDefinition: {
      family: 'full',
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: '512',
      memory: '1024',
      executionRoleArn: 'tasks',
      taskRoleArn: 'tasks',
      containerDefinitions: [container, { name: 'side', image: 'envoy', essential: false }],
      volumes: [{ name: 'data', host: {} }],
      runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' },
      ephemeralStorage: { sizeInGiB: 30 },
      tags: [{ key: 'a', value: 'b' }],
    },
    DeleteService: { service: 'web', force: true },
    DeleteCluster: { cluster: the('clusterName') },
    ListTasks: { cluster: 'default', serviceName: 'web', desiredStatus: 'RUNNING', maxResults: 1 },
    DescribeTasks: { tasks: [the('taskArn')], include: ['TAGS'] },
    StopTask: { task: the('taskArn'), reason: 'done' },
    DescribeClusters: {
      clusters: ['default'],
      include: ['SETTINGS', 'STATISTICS', 'TAGS', 'CONFIGURATIONS', 'ATTACHMENTS'],
    },
    DescribeServices: { services: ['web'], include: ['TAGS'] },
    TagResource: { resourceArn: the('clusterArn'), tags: [{ key: 'x', value: 'y' }] },
    UntagResource: { resourceArn: the('clusterArn'), tagKeys: ['a'] },
    ListServicesByNamespace: { namespace: 'local' },
    PutClusterCapacityProviders: {
      cluster: 'default',
      capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
      defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1, base: 1 }],
    },
    UpdateTaskProtection: {
      cluster: 'default',
      tasks: [the('taskArn')],
      protectionEnabled: true,
      expiresInMinutes: 60,
    },
    UpdateCluster: {
      cluster: 'default',
      settings: [{ name: 'containerInsights', value: 'enabled' }],
      configuration: { executeCommandConfiguration: { logging: 'DEFAULT' } },
    },
    CreateCapacityProvider: {
      name: 'fleet',
      autoScalingGroupProvider: {
        autoScalingGroupArn:
          'arn:aws:autoscaling:us-east-1:000000000000:autoScalingGroup:11111111-1111-1111-1111-111111111111:autoScalingGroupName/asg',
      },
    },
  },
  ec2: {
    CreateVpc: {
      CidrBlock: '10.0.0.0/16',
      InstanceTenancy: 'default',
      TagSpecifications: [{ ResourceType: 'vpc', Tags: [{ Key: 'a', Value: 'b' }] }],
    },
    CreateSubnet: { VpcId: the('VpcId'), CidrBlock: '172.31.200.0/24', AvailabilityZone: 'us-east-1a' },
    AssociateRouteTable: { RouteTableId: the('RouteTableId'), SubnetId: the('SubnetId') },
    CreateRouteTable: { VpcId: the('VpcId') },
    CreateRoute: {
      RouteTableId: the('RouteTableId'),
      DestinationCidrBlock: '10.77.0.0/16',
      GatewayId: the('InternetGatewayId'),
    },
    ReplaceRoute: {
      RouteTableId: the('RouteTableId'),
      DestinationCidrBlock: '0.0.0.0/0',
      GatewayId: the('InternetGatewayId'),
    },
    DeleteRoute: { RouteTableId: the('RouteTableId'), DestinationCidrBlock: '0.0.0.0/0' },
    AuthorizeSecurityGroupIngress: { GroupId: the('GroupId'), IpPermissions: [rule] },
    AuthorizeSecurityGroupEgress: { GroupId: the('GroupId'), IpPermissions: [rule] },
    RevokeSecurityGroupEgress: {
      GroupId: the('GroupId'),
      IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    },
    CreateSecurityGroup: { GroupName: 'other', Description: 'd', VpcId: the('VpcId') },
    CreateNetworkAclEntry: {
      NetworkAclId: the('NetworkAclId'),
      RuleNumber: 55,
      Protocol: '6',
      RuleAction: 'allow',
      Egress: false,
      CidrBlock: '0.0.0.0/0',
      PortRange: { From: 80, To: 80 },
    },
    ReplaceNetworkAclEntry: {
      NetworkAclId: the('NetworkAclId'),
      RuleNumber: 100,
      Protocol: '6',
      RuleAction: 'deny',
      Egress: false,
      CidrBlock: '0.0.0.0/0',
      PortRange: { From: 80, To: 80 },
    },
    CreateVpcEndpoint: {
      VpcId: the('VpcId'),
      ServiceName: 'com.amazonaws.us-east-1.ssm',
      VpcEndpointType: 'Interface',
      SubnetIds: [the('SubnetId')],
      SecurityGroupIds: [the('GroupId')],
      PrivateDnsEnabled: true,
      PolicyDocument: allow,
    },
    CreateNatGateway: { SubnetId: the('SubnetId'), ConnectivityType: 'private' },
    CreateNetworkInterface: { SubnetId: the('SubnetId'), Description: 'd', Groups: [the('GroupId')] },
    AssociateVpcCidrBlock: { VpcId: the('VpcId'), CidrBlock: '172.30.0.0/16' },
    DescribeSubnets: { Filters: [{ Name: 'vpc-id', Values: [the('VpcId')] }] },
    DescribeVpcs: { Filters: [{ Name: 'tag:Name', Values: ['m*'] }] },
    DescribeSecurityGroups: { Filters: [{ Name: 'ip-permission.from-port', Values: ['80'] }] },
    DescribeRouteTables: { Filters: [{ Name: 'route.destination-cidr-block', Values: ['0.0.0.0/0'] }] },
    DescribeNetworkInterfaces: { Filters: [{ Name: 'status', Values: ['available'] }] },
    CreateDefaultSubnet: { AvailabilityZone: 'us-east-1a' },
  },
  iam: {
    CreateRole: {
      RoleName: 'other',
      AssumeRolePolicyDocument: trust,
      Path: '/a/',
      MaxSessionDuration: 3600,
      Tags: [{ Key: 'a', Value: 'b' }],
    },
    UpdateAssumeRolePolicy: { RoleName: 'tasks', PolicyDocument: trust },
    PutRolePolicy: { RoleName: 'tasks', PolicyName: 'p', PolicyDocument: documentOf('s3:*') },
    PutUserPolicy: { UserName: 'ada', PolicyName: 'p', PolicyDocument: documentOf('s3:*') },
    CreatePolicy: { PolicyName: 'p', PolicyDocument: documentOf('s3:*'), Tags: [{ Key: 'a', Value: 'b' }] },
    CreatePolicyVersion: {
      PolicyArn: the('PolicyArn'),
      PolicyDocument: documentOf('ec2:*'),
      SetAsDefault: true,
    },
    CreateServiceLinkedRole: { AWSServiceName: 'ecs.application-autoscaling.amazonaws.com' },
    PutRolePermissionsBoundary: { RoleName: 'tasks', PermissionsBoundary: the('PolicyArn') },
    AttachRolePolicy: {
      RoleName: 'tasks',
      PolicyArn: 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy',
    },
    ListEntitiesForPolicy: { PolicyArn: the('PolicyArn'), EntityFilter: 'Role', PathPrefix: '/' },
    TagRole: { RoleName: 'tasks', Tags: [{ Key: 'x', Value: 'y' }] },
    TagPolicy: { PolicyArn: the('PolicyArn'), Tags: [{ Key: 'x', Value: 'y' }] },
  },
  sts: {
    AssumeRole: {
      RoleArn: the('Arn'),
      RoleSessionName: 'me',
      DurationSeconds: 900,
      Policy: documentOf('s3:*'),
    },
  },
  ssm: {
    PutParameter: {
      Name: '/app/new',
      Value: 'v',
      Type: 'SecureString',
      Tier: 'Standard',
      Tags: [{ Key: 'a', Value: 'b' }],
      AllowedPattern: '.*',
      Description: 'd',
    },
    GetParametersByPath: {
      Path: '/app',
      Recursive: true,
      WithDecryption: true,
      ParameterFilters: [{ Key: 'Type', Option: 'Equals', Values: ['String'] }],
    },
    DescribeParameters: {
      ParameterFilters: [{ Key: 'Name', Option: 'BeginsWith', Values: ['/app'] }],
      MaxResults: 2,
    },
    AddTagsToResource: { ResourceType: 'Parameter', ResourceId: 'plain', Tags: [{ Key: 'x', Value: 'y' }] },
    RemoveTagsFromResource: { ResourceType: 'Parameter', ResourceId: '/app/a', TagKeys: ['a'] },
    UnlabelParameterVersion: { Name: 'plain', ParameterVersion: 1, Labels: ['old'] },
  },
  secretsmanager: {
    CreateSecret: {
      Name: 'new',
      ClientRequestToken: '9'.repeat(36),
      SecretString: '{"a":1}',
      Tags: [{ Key: 'a', Value: 'b' }],
    },
    UpdateSecret: { SecretId: 'db', ClientRequestToken: '8'.repeat(36), SecretString: 'z', Description: 'd' },
    PutSecretValue: {
      SecretId: 'db',
      ClientRequestToken: '7'.repeat(36),
      SecretString: 'z',
      VersionStages: ['MINE'],
    },
    PutResourcePolicy: { SecretId: 'db', ResourcePolicy: allow },
    ValidateResourcePolicy: { ResourcePolicy: allow },
    GetSecretValue: { SecretId: 'db', VersionStage: 'AWSPREVIOUS' },
    BatchGetSecretValue: { Filters: [{ Key: 'name', Values: ['d'] }] },
    ListSecrets: { Filters: [{ Key: 'all', Values: ['d'] }], SortOrder: 'asc', MaxResults: 1 },
  },
  logs: {
    CreateLogStream: { logGroupName: '/ecs/web', logStreamName: 'new' },
    PutResourcePolicy: { policyName: 'p', policyDocument: allow },
    PutRetentionPolicy: { logGroupName: '/ecs/web', retentionInDays: 7 },
    FilterLogEvents: {
      logGroupName: '/ecs/web',
      filterPattern: '{ $.a = 1 }',
      startTime: 0,
      logStreamNamePrefix: 'app',
    },
    GetLogEvents: { logGroupName: '/ecs/web', logStreamName: 'app/1', startFromHead: true, limit: 1 },
    TagLogGroup: { logGroupName: '/ecs/web', tags: { x: 'y' } },
    DescribeLogStreams: { logGroupName: '/ecs/web', orderBy: 'LastEventTime', descending: true },
  },
  kms: {
    CreateAlias: { AliasName: 'alias/new', TargetKeyId: the('KeyId') },
    Encrypt: { KeyId: 'alias/app', Plaintext: 'aGVsbG8=', EncryptionContext: { a: 'b' } },
    PutKeyPolicy: {
      KeyId: the('KeyId'),
      PolicyName: 'default',
      Policy: allow,
      BypassPolicyLockoutSafetyCheck: true,
    },
    CreateKey: {
      Description: 'd',
      KeyUsage: 'ENCRYPT_DECRYPT',
      Policy: allow,
      Tags: [{ TagKey: 'a', TagValue: 'b' }],
      BypassPolicyLockoutSafetyCheck: true,
    },
    GenerateDataKey: { KeyId: the('KeyId'), KeySpec: 'AES_256' },
    CreateGrant: {
      KeyId: the('KeyId'),
      GranteePrincipal: the('Arn'),
      Operations: ['Decrypt'],
      Constraints: { EncryptionContextSubset: { a: 'b' } },
      Name: 'g',
    },
  },
  ecr: {
    CreateRepository: {
      repositoryName: 'new',
      imageTagMutability: 'IMMUTABLE',
      encryptionConfiguration: { encryptionType: 'KMS' },
      tags: [{ Key: 'a', Value: 'b' }],
    },
    SetRepositoryPolicy: { repositoryName: 'app/web', policyText: allow.replace('"Resource":"*",', '') },
    PutRegistryPolicy: { policyText: allow },
    PutLifecyclePolicy: {
      repositoryName: 'app/web',
      lifecyclePolicyText:
        '{"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":3},"action":{"type":"expire"}}]}',
    },
    PutImage: {
      repositoryName: 'app/web',
      imageManifest: `{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:${'b'.repeat(64)}","size":1},"layers":[]}`,
      imageTag: 'v2',
    },
    BatchGetImage: { repositoryName: 'app/web', imageIds: [{ imageTag: 'latest' }] },
    DescribeImages: {
      repositoryName: 'app/web',
      imageIds: [{ imageTag: 'latest' }],
      filter: { tagStatus: 'TAGGED' },
    },
    DeleteRepository: { repositoryName: 'app/web', force: true },
  },
  s3: {
    CreateBucket: {
      Bucket: 'bucket-made-here',
      CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
    },
    PutBucketTagging: { Bucket: bucket, Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } },
    PutBucketLifecycleConfiguration: {
      Bucket: bucket,
      LifecycleConfiguration: {
        Rules: [{ ID: 'r', Status: 'Enabled', Filter: { Prefix: 'a/' }, Expiration: { Days: 1 } }],
      },
    },
    PutBucketEncryption: {
      Bucket: bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
    },
    PutBucketPolicy: { Bucket: bucket, Policy: '{"Version":"2012-10-17","Statement":[]}' },
    PutBucketCors: {
      Bucket: bucket,
      CORSConfiguration: {
        CORSRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'], MaxAgeSeconds: 1 }],
      },
    },
    GetBucketCors: { Bucket: bucket },
    PutObject: { ...object, Body: 'hi', ContentType: 'text/plain', Metadata: { a: 'b' }, Tagging: 'a=b' },
    GetObject: { ...object, Range: 'bytes=1-2' },
    GetObjectTagging: object,
    GetObjectAttributes: {
      ...object,
      ObjectAttributes: ['ETag', 'ObjectSize', 'Checksum', 'ObjectParts', 'StorageClass'],
    },
    HeadObject: object,
    CopyObject: {
      Bucket: bucket,
      Key: 'copy',
      CopySource: the('CopySource'),
      MetadataDirective: 'REPLACE',
      Metadata: { c: 'd' },
    },
    DeleteObjects: { Bucket: bucket, Delete: { Objects: [{ Key: 'plain' }, { Key: 'none' }] } },
    ListObjectsV2: {
      Bucket: bucket,
      Delimiter: '/',
      Prefix: 'f',
      EncodingType: 'url',
      MaxKeys: 1,
      FetchOwner: true,
    },
    ListObjectVersions: { Bucket: bucket, MaxKeys: 1 },
    UploadPart: { Bucket: bucket, Key: 'big', PartNumber: 1, UploadId: the('UploadId'), Body: 'part' },
    UploadPartCopy: {
      Bucket: bucket,
      Key: 'big',
      PartNumber: 2,
      UploadId: the('UploadId'),
      CopySource: the('CopySource'),
      CopySourceRange: 'bytes=0-1',
    },
    CompleteMultipartUpload: {
      Bucket: bucket,
      Key: 'big',
      UploadId: the('UploadId'),
      MultipartUpload: { Parts: [{ PartNumber: 1, ETag: 'x' }] },
    },
    ListParts: { Bucket: bucket, Key: 'big', UploadId: the('UploadId') },
  },
}
