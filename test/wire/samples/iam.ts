import { the } from '../references.ts'

const trust =
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}}'
const documentOf = (action: string): string =>
  `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"${action}","Resource":"*"}]}`

/** Inputs of IAM that work in a seeded account, by operation. */
export const iamSamples: Readonly<Record<string, object>> = {
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
}
