import type { LaunchStep, StepDestination } from '../model/launch/step.ts'
import type { EffectiveContainer } from './effective-task.ts'
import { awsDestination } from './endpoints.ts'
import { parseImageReference } from './image-reference.ts'
import { launchStep, type LaunchPlan } from './step-builder.ts'
import { parseValueFrom } from './value-from.ts'

/** One step per region whose ECR holds an image of the task: the registry's token (spec: LAUNCH step 4a). */
export function registryAuthSteps(plan: LaunchPlan): LaunchStep[] {
  const regions = plan.task.containers.flatMap(({ image }) => parseImageReference(image).ecr?.region ?? [])
  return [...new Set(regions)].map((region) =>
    launchStep(plan, {
      id: `registry-auth/${region}`,
      kind: 'registry-auth',
      title: `sign in to Amazon ECR in ${region}`,
      actor: pullingRole(plan),
      access: [{ action: 'ecr:GetAuthorizationToken', resource: '*' }],
      destination: awsDestination('ecr.api', region),
      requires: { kind: 'nothing' },
    }),
  )
}

/** One step per container whose registry needs a user and password from Secrets Manager (spec: LAUNCH step 4b). */
export function registrySecretSteps(plan: LaunchPlan): LaunchStep[] {
  return plan.task.containers.flatMap(({ name, definition }) => {
    const secretId = definition.repositoryCredentials?.credentialsParameter
    if (!secretId) return []
    const reference = parseValueFrom(secretId, plan.request)
    const region = 'malformed' in reference ? plan.request.region : reference.region
    return [
      launchStep(plan, {
        id: `registry-secret/${name}`,
        kind: 'registry-secret',
        title: `read the registry credentials of container ${name}`,
        actor: 'execution-role',
        access: [{ action: 'secretsmanager:GetSecretValue', resource: secretId }],
        destination: awsDestination('secretsmanager', region),
        requires: { kind: 'registry-credentials', secretId, region },
        container: name,
      }),
    ]
  })
}

/** The pull of one container's image (spec: LAUNCH step 8). */
export function imageStep(plan: LaunchPlan, container: EffectiveContainer): LaunchStep {
  const reference = parseImageReference(container.image)
  const { ecr } = reference
  const resource = ecr
    ? `arn:aws:ecr:${ecr.region}:${ecr.account}:repository/${reference.repository}`
    : undefined
  return launchStep(plan, {
    id: `image/${container.name}`,
    kind: 'image',
    title: `pull image ${container.image}`,
    actor: ecr ? pullingRole(plan) : 'none',
    access: resource
      ? ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'].map((action) => ({ action, resource }))
      : [],
    destination: {
      service: ecr ? 'ecr.dkr' : 'registry',
      region: ecr?.region ?? plan.request.region,
      host: reference.host,
      port: 443,
    },
    ...(ecr ? { layers: layersOf(ecr.region) } : {}),
    requires: { kind: 'image', image: container.image, platform: plan.task.platform },
    container: container.name,
  })
}

/** ECR hands out the layers of its images by links into a bucket of its own in each region. */
function layersOf(region: string): StepDestination {
  const { host, ...s3 } = awsDestination('s3', region)
  return { ...s3, host: `prod-${region}-starport-layer-bucket.${host}`, use: 'ecr-layers' }
}

/** On EC2 a task without execution role pulls with the container instance's role, which is not the task's to judge. */
function pullingRole(plan: LaunchPlan): 'execution-role' | 'none' {
  return plan.task.executionRoleArn === undefined && plan.request.launchType === 'EC2'
    ? 'none'
    : 'execution-role'
}
