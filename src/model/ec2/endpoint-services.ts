/** A service of AWS's that a VPC endpoint can lead to. */
export interface EndpointServiceFacts {
  /** `com.amazonaws.us-east-1.logs` */
  readonly serviceName: string
  readonly types: readonly ('Gateway' | 'Interface')[]
  /** Names that resolve to the endpoint inside a VPC with private DNS; the first is the main one. */
  readonly privateDnsNames: readonly string[]
}

/** Services whose private name is `<name>.<region>.amazonaws.com`. */
const plain = [
  ...[
    'acm-pca',
    'application-autoscaling',
    'athena',
    'autoscaling',
    'cloudformation',
    'cloudtrail',
    'codebuild',
  ],
  ...[
    'codecommit',
    'datasync',
    'ebs',
    'ec2',
    'ec2messages',
    'ecs',
    'ecs-agent',
    'ecs-telemetry',
    'eks',
    'elasticache',
  ],
  ...[
    'elasticbeanstalk',
    'elasticfilesystem',
    'elasticloadbalancing',
    'email-smtp',
    'events',
    'fis',
    'glue',
    'kms',
  ],
  ...[
    'guardduty-data',
    'kafka',
    'lambda',
    'logs',
    'monitoring',
    'rds',
    'rds-data',
    'redshift',
    'scheduler',
    'ssm',
  ],
  ...[
    'secretsmanager',
    'servicecatalog',
    'servicediscovery',
    'sns',
    'sqs',
    'ssmmessages',
    'states',
    'sts',
    'synthetics',
  ],
  ...['transfer', 'xray', 'pipes', 'resource-groups', 'tagging', 'wafv2'],
]

/** Services whose private names are others; `*` is the region. */
const special: Readonly<Record<string, readonly string[]>> = {
  'ecr.api': ['api.ecr.*.amazonaws.com'],
  'ecr.dkr': ['+.dkr.ecr.*.amazonaws.com'],
  'execute-api': ['+.execute-api.*.amazonaws.com'],
  'kinesis-streams': ['kinesis.*.amazonaws.com'],
  'kinesis-firehose': ['firehose.*.amazonaws.com'],
  git: ['git-codecommit.*.amazonaws.com'],
}

/** Every service that an endpoint can be made for in a region, by name. */
export function endpointServices(region: string): EndpointServiceFacts[] {
  const named = (name: string): string => `com.amazonaws.${region}.${name}`
  const inRegion = (pattern: string): string => pattern.replace('*', region).replace('+', '*')
  const services: EndpointServiceFacts[] = [
    { serviceName: named('s3'), types: ['Gateway', 'Interface'], privateDnsNames: s3Names.map(inRegion) },
    { serviceName: named('dynamodb'), types: ['Gateway', 'Interface'], privateDnsNames: [] },
    ...plain.map((name): EndpointServiceFacts => ({
      serviceName: named(name),
      types: ['Interface'],
      privateDnsNames: [`${name}.${region}.amazonaws.com`],
    })),
    ...Object.entries(special).map(([name, patterns]): EndpointServiceFacts => ({
      serviceName: named(name),
      types: ['Interface'],
      privateDnsNames: patterns.map(inRegion),
    })),
  ]
  return services.toSorted((one, other) => (one.serviceName < other.serviceName ? -1 : 1))
}

const s3Names = [
  's3.*.amazonaws.com',
  '+.s3.*.amazonaws.com',
  '+.s3-accesspoint.*.amazonaws.com',
  '+.s3-control.*.amazonaws.com',
]
