import { EC2 } from '@aws-sdk/client-ec2'
import { ECR } from '@aws-sdk/client-ecr'
import { EventBridge } from '@aws-sdk/client-eventbridge'
import { IAM } from '@aws-sdk/client-iam'
import { S3 } from '@aws-sdk/client-s3'
import { Scheduler } from '@aws-sdk/client-scheduler'
import { ECS } from '@aws-sdk/client-ecs'
import type { BuildTarget } from './build-account.ts'

const repositoryName = 'jobsynchub/weekly-report'

/** Adds to the example what starts its weekly report, with its image and its environment file. */
export async function addWeeklyReport(target: BuildTarget): Promise<void> {
  const config = { ...target, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } }
  const [ecr, s3] = [new ECR(config), new S3({ ...config, forcePathStyle: true })]
  await ecr.createRepository({ repositoryName })
  await ecr.putImage({ repositoryName, imageTag: '1.0', imageManifest: manifest() })
  const Bucket = 'jobsynchub-config'
  const LocationConstraint = target.region as 'ap-northeast-2'
  await s3.createBucket({ Bucket, CreateBucketConfiguration: { LocationConstraint } })
  await s3.putObject({ Bucket, Key: 'weekly-report.env', Body: 'REPORT=weekly\n' })
  const { Subnets = [] } = await new EC2(config).describeSubnets({
    Filters: [{ Name: 'cidr-block', Values: ['10.0.0.0/24'] }],
  })
  const ecs = new ECS(config)
  const { clusters: [cluster] = [] } = await ecs.describeClusters({ clusters: ['jobsynchub'] })
  const { taskDefinition } = await ecs.describeTaskDefinition({ taskDefinition: 'weekly-report' })
  const RoleArn = await starter(new IAM(config))
  const subnets = Subnets.flatMap(({ SubnetId }) => SubnetId ?? [])
  const TaskDefinitionArn = taskDefinition?.taskDefinitionArn
  const Arn = cluster?.clusterArn
  const common = { TaskDefinitionArn, TaskCount: 1, LaunchType: 'FARGATE' as const }
  const events = new EventBridge(config)
  await events.putRule({ Name: 'weekly-report-rule', ScheduleExpression: 'rate(7 days)' })
  const EcsParameters = {
    ...common,
    NetworkConfiguration: { awsvpcConfiguration: { AssignPublicIp: 'ENABLED' as const, Subnets: subnets } },
  }
  await events.putTargets({
    Rule: 'weekly-report-rule',
    Targets: [{ Id: 'task', Arn, RoleArn, EcsParameters }],
  })
  await new Scheduler(config).createSchedule({
    Name: 'weekly-report-schedule',
    ScheduleExpression: 'rate(7 days)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn, RoleArn, EcsParameters },
  })
}

/** A role that EventBridge and Scheduler may start the task with. */
async function starter(iam: IAM): Promise<string | undefined> {
  const RoleName = 'weekly-report-starter'
  const Service = ['events.amazonaws.com', 'scheduler.amazonaws.com']
  const trust = { Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }
  const may = { Effect: 'Allow', Action: ['ecs:RunTask', 'iam:PassRole'], Resource: '*' }
  const document = (Statement: object): string => JSON.stringify({ Version: '2012-10-17', Statement })
  const { Role } = await iam.createRole({ RoleName, AssumeRolePolicyDocument: document(trust) })
  await iam.putRolePolicy({ RoleName, PolicyName: 'start', PolicyDocument: document(may) })
  return Role?.Arn
}

function manifest(): string {
  const digest = `sha256:${'0'.repeat(64)}`
  const mediaType = 'application/vnd.docker.container.image.v1+json'
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
    config: { mediaType, size: 2, digest },
    layers: [],
  })
}
