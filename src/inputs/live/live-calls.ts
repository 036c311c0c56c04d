/** How one kind of call to an account is made. */
export interface LiveCallRule {
  /** The actions that whoever runs the check needs for it. */
  readonly needs: readonly string[]
  /** Codes of errors that say that the thing is not there. */
  readonly absentOn?: readonly string[]
  /** Set where it reads what may be a secret: the permission can be left out, and what it tells is unknown then. */
  readonly reads?: 'secret-keys' | 'environment-files'
}

const rule = (needs: string | readonly string[], ...absentOn: string[]): LiveCallRule => ({
  needs: typeof needs === 'string' ? [needs] : needs,
  ...(absentOn.length === 0 ? {} : { absentOn }),
})

/** A call that needs the permission of its own name. */
const own = <Name extends string>(
  name: Name,
  ...absentOn: string[]
): { readonly [Key in Name]: LiveCallRule } =>
  ({ [name]: rule(name, ...absentOn) }) as { readonly [Key in Name]: LiveCallRule }

/**
 * Every call that reading an account makes, by the name under which facts give it as their source. None changes
 * anything, and the smallest policy follows from this table.
 */
export const liveCalls = {
  'sts:GetCallerIdentity': rule([]),
  ...own('ecs:ListClusters'),
  ...own('ecs:DescribeClusters'),
  ...own('ecs:ListServices'),
  ...own('ecs:DescribeServices'),
  // ECS has no code of its own for a task definition that it does not know.
  ...own('ecs:DescribeTaskDefinition', 'ClientException'),
  ...own('events:ListRuleNamesByTarget'),
  ...own('events:DescribeRule', 'ResourceNotFoundException'),
  ...own('events:ListTargetsByRule', 'ResourceNotFoundException'),
  ...own('scheduler:ListSchedules'),
  ...own('scheduler:GetSchedule', 'ResourceNotFoundException'),
  ...own('iam:GetRole', 'NoSuchEntity', 'NoSuchEntityException'),
  ...own('iam:ListRolePolicies'),
  ...own('iam:GetRolePolicy'),
  ...own('iam:ListAttachedRolePolicies'),
  ...own('iam:GetPolicy', 'NoSuchEntity', 'NoSuchEntityException'),
  ...own('iam:GetPolicyVersion'),
  ...own('secretsmanager:DescribeSecret', 'ResourceNotFoundException'),
  ...own('secretsmanager:GetResourcePolicy'),
  'secretsmanager:GetSecretValue': { needs: ['secretsmanager:GetSecretValue'], reads: 'secret-keys' },
  ...own('ssm:DescribeParameters'),
  ...own('s3:GetBucketLocation', 'NoSuchBucket'),
  ...own('s3:GetBucketPolicy', 'NoSuchBucketPolicy'),
  // Without s3:ListBucket S3 answers 403 where there is no object.
  's3:HeadObject': {
    needs: ['s3:GetObject', 's3:ListBucket'],
    absentOn: ['NotFound', 'NoSuchKey'],
    reads: 'environment-files',
  },
  's3:GetObject': { needs: ['s3:GetObject'], absentOn: ['NoSuchKey'], reads: 'environment-files' },
  ...own('logs:DescribeLogGroups'),
  ...own('ecr:DescribeRepositories', 'RepositoryNotFoundException'),
  ...own('ecr:GetRepositoryPolicy', 'RepositoryPolicyNotFoundException'),
  ...own('ecr:BatchGetImage'),
  ...own('kms:DescribeKey', 'NotFoundException'),
  ...own('kms:GetKeyPolicy'),
  ...own('kms:ListGrants'),
  ...own('ec2:DescribeSubnets', 'InvalidSubnetID.NotFound'),
  ...own('ec2:DescribeVpcs', 'InvalidVpcID.NotFound'),
  ...own('ec2:DescribeVpcAttribute'),
  ...own('ec2:DescribeDhcpOptions'),
  ...own('ec2:DescribeRouteTables'),
  ...own('ec2:DescribeNetworkAcls'),
  ...own('ec2:DescribeInternetGateways'),
  ...own('ec2:DescribeEgressOnlyInternetGateways'),
  ...own('ec2:DescribeNatGateways'),
  ...own('ec2:DescribeVpcEndpoints'),
  ...own('ec2:DescribeVpcPeeringConnections'),
  ...own('ec2:DescribeManagedPrefixLists', 'InvalidPrefixListID.NotFound', 'InvalidPrefixListId.NotFound'),
  ...own('ec2:GetManagedPrefixListEntries'),
  ...own('ec2:DescribeSecurityGroups', 'InvalidGroup.NotFound'),
  ...own('elasticloadbalancing:DescribeTargetGroups', 'TargetGroupNotFound', 'TargetGroupNotFoundException'),
  ...own('elasticloadbalancing:DescribeLoadBalancers'),
  ...own('elasticloadbalancing:DescribeListeners'),
} satisfies Readonly<Record<string, LiveCallRule>>

/** The name of a call, as facts give it. */
export type LiveCall = keyof typeof liveCalls

/** How a call is made. */
export function ruleOf(call: LiveCall): LiveCallRule {
  return liveCalls[call]
}
