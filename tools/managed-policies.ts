/**
 * Compiles the policies that AWS manages to `src/model/iam/managed-policies.jsonl`: name, path, version and dates of
 * all, and the documents of those that somebody who runs ECS attaches, or that a service-linked role has.
 *
 *   npx tsx tools/managed-policies.ts <aws_managed_policies.py of moto, or the JSON within it> <source, e.g. "moto 5.2.1">
 *
 * Moto (Apache-2.0) generates that file from what the IAM API itself answers.
 */
import { readFileSync, writeFileSync } from 'node:fs'

interface SourcePolicy {
  readonly Path?: string
  readonly CreateDate: string
  readonly UpdateDate: string
  readonly DefaultVersionId: string
  readonly Document: unknown
}

/** Policies whose documents are kept, by name. */
const kept = [
  /^(AdministratorAccess|PowerUserAccess|ReadOnlyAccess|ViewOnlyAccess|SecurityAudit|IAMFullAccess|IAMReadOnlyAccess)$/,
  /^AmazonECS/,
  /^AmazonEC2Container/,
  /^AmazonElasticContainerRegistryPublic/,
  /^AmazonElasticFileSystem/,
  /^AmazonSSM/,
  /^AmazonS3(FullAccess|ReadOnlyAccess|ObjectLambdaExecutionRolePolicy)$/,
  /^Amazon(SES|SQS|SNS|DynamoDB|RDS|RDSData|ElastiCache|VPC|EC2|Cognito|Route53|MSK|Kinesis|KinesisFirehose|MQ|OpenSearchService|Bedrock)(FullAccess|ReadOnlyAccess|ReadOnly|PowerUser)$/,
  /^AmazonDynamoDBFullAccess_v2$/,
  /^AmazonEventBridge(FullAccess|ReadOnlyAccess|Scheduler\w+|ApiDestinationsServiceRolePolicy)$/,
  /^AmazonPrometheus(RemoteWriteAccess|QueryAccess|FullAccess)$/,
  /^AmazonAPIGateway(InvokeFullAccess|PushToCloudWatchLogs)$/,
  /^AWSXRay(DaemonWriteAccess|FullAccess)$|^AWSXrayWriteOnlyAccess$/,
  /^AWSCloudMap/,
  /^AWSAppMesh(EnvoyAccess|FullAccess|ReadOnly|ServiceRolePolicy)$/,
  /^AWSAppConfigAgentReadOnlyPolicy$/,
  /^AWSCodeDeployRoleForECS/,
  /^AWSFaultInjectionSimulatorECSAccess$/,
  /^AWSLambda(BasicExecutionRole|VPCAccessExecutionRole|SQSQueueExecutionRole|Role)$|^AWSLambda_(FullAccess|ReadOnlyAccess)$/,
  /^AWSKeyManagementServicePowerUser$/,
  /^AWSStepFunctionsFullAccess$/,
  /^AWSMarketplaceMeteringFullAccess$/,
  /^AWSBatchServiceRole$|^BatchServiceRolePolicy$/,
  /^SecretsManagerReadWrite$|^AWSSecretsManagerClientReadOnlyAccess$/,
  /^CloudWatch(LogsFullAccess|LogsReadOnlyAccess|FullAccess|FullAccessV2|ReadOnlyAccess|AgentServerPolicy|AgentAdminPolicy|EventsServiceRolePolicy|ApplicationSignalsServiceRolePolicy)$/,
  /^ElasticLoadBalancing(FullAccess|ReadOnly)$|^AWSElasticLoadBalancingServiceRolePolicy$/,
  /^AutoScaling(FullAccess|ReadOnlyAccess|ServiceRolePolicy|ConsoleFullAccess)$/,
  /^AWSApplicationAuto[sS]caling\w+Policy$/,
  /^AWSEC2Spot(Fleet)?ServiceRolePolicy$/,
  /^(AWSECRPullThroughCache_ServiceRolePolicy|ECRReplicationServiceRolePolicy|ECRTemplateServiceRolePolicy)$/,
  /^(AmazonRDS|ElastiCache|AmazonSES|AWSVpcLattice|AmazonGuardDuty)ServiceRolePolicy$/,
]

const [path, source] = process.argv.slice(2)
if (path === undefined || source === undefined)
  throw new Error('say which file to read, and what its source is called')
const text = readFileSync(path, 'utf8')
const policies = JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)) as Record<
  string,
  SourcePolicy
>
const lines = Object.entries(policies)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([name, policy]) => {
    const row: unknown[] = [
      name,
      policy.Path ?? '/',
      policy.DefaultVersionId,
      policy.CreateDate,
      policy.UpdateDate,
    ]
    if (kept.some((pattern) => pattern.test(name))) row.push(policy.Document)
    return JSON.stringify(row)
  })
const target = new URL('../src/model/iam/managed-policies.jsonl', import.meta.url)
writeFileSync(target, `${[JSON.stringify({ source }), ...lines].join('\n')}\n`)
console.log(
  `${lines.length} policies, ${lines.filter((line) => line.includes('"Statement"')).length} with their documents`,
)
