import type { LaunchStep } from '../model/launch/step.ts'
import { awsDestination } from './endpoints.ts'
import { launchStep, type LaunchPlan } from './step-builder.ts'

/** Reads an S3 object's ARN, `arn:partition:s3:::bucket/key`, or returns undefined. */
export function parseObjectArn(arn: string): { readonly bucket: string; readonly key: string } | undefined {
  const match = /^arn:[^:]+:s3:::([^/]+)\/(.+)$/s.exec(arn)
  return match ? { bucket: match[1] ?? '', key: match[2] ?? '' } : undefined
}

/** One step per environment file, in the order in which containers name them (spec: LAUNCH step 5). */
export function envFileSteps(plan: LaunchPlan): LaunchStep[] {
  const { region } = plan.request
  return plan.task.containers.flatMap(({ name, environmentFiles }) =>
    environmentFiles.map((arn, index) => {
      const { bucket = '', key = '' } = parseObjectArn(arn) ?? {}
      return launchStep(plan, {
        id: `env-file/${name}/${index + 1}`,
        kind: 'env-file',
        title: `read environment file ${arn}`,
        actor: 'execution-role',
        access: [
          { action: 's3:GetBucketLocation', resource: arn.replace(/(:::[^/]+)\/.*$/s, '$1') },
          { action: 's3:GetObject', resource: arn },
        ],
        destination: { ...awsDestination('s3', region), use: 'env-file' },
        requires: { kind: 'env-file', arn, bucket, key },
        container: name,
      })
    }),
  )
}

/** One step per container that logs to CloudWatch: its stream is made before it starts (spec: LAUNCH step 6). */
export function logDriverSteps(plan: LaunchPlan): LaunchStep[] {
  return plan.task.containers.flatMap(({ name, definition }) => {
    const { logDriver, options = {} } = definition.logConfiguration ?? {}
    if (logDriver !== 'awslogs') return []
    const region = options['awslogs-region'] ?? plan.request.region
    const group = `arn:aws:logs:${region}:${plan.request.account}:log-group:${options['awslogs-group'] ?? ''}`
    const stream = `${group}:log-stream:${logStreamName(options, name, plan.request.taskId)}`
    const creates = options['awslogs-create-group'] === 'true'
    return [
      launchStep(plan, {
        id: `log-driver/${name}`,
        kind: 'log-driver',
        title: `make the log stream of container ${name}`,
        actor: 'execution-role',
        access: [
          ...(creates ? [{ action: 'logs:CreateLogGroup', resource: group }] : []),
          { action: 'logs:CreateLogStream', resource: stream },
        ],
        destination: awsDestination('logs', region),
        requires: { kind: 'log-destination', log: { driver: logDriver, options } },
        container: name,
      }),
    ]
  })
}

/** The stream of a container's log: `prefix/container/task-id`, or the task's id alone on EC2 without a prefix. */
export function logStreamName(
  options: Readonly<Record<string, string>>,
  container: string,
  taskId: string,
): string {
  const prefix = options['awslogs-stream-prefix']
  return prefix ? `${prefix}/${container}/${taskId}` : taskId
}

/** One step per EFS volume; other volumes need nothing outside the task (spec: LAUNCH step 7). */
export function volumeSteps(plan: LaunchPlan): LaunchStep[] {
  const { region, account } = plan.request
  return (plan.request.definition.volumes ?? []).flatMap(({ name = '', efsVolumeConfiguration: efs }) => {
    const fileSystemId = efs?.fileSystemId
    if (fileSystemId === undefined) return []
    const byRole = efs?.authorizationConfig?.iam === 'ENABLED'
    const resource = `arn:aws:elasticfilesystem:${region}:${account}:file-system/${fileSystemId}`
    return [
      launchStep(plan, {
        id: `volume/${name}`,
        kind: 'volume',
        title: `mount file system ${fileSystemId}`,
        actor: byRole ? 'task-role' : 'none',
        access: byRole ? [{ action: 'elasticfilesystem:ClientMount', resource }] : [],
        destination: {
          service: 'elasticfilesystem',
          region,
          host: `${fileSystemId}.efs.${region}.amazonaws.com`,
          port: 2049,
        },
        requires: { kind: 'file-system', fileSystemId, volume: name },
      }),
    ]
  })
}
