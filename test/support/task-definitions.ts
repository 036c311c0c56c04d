import type { ContainerDefinition, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs'

/** An execution role, which need not exist to be registered. */
export const role = 'arn:aws:iam::000000000000:role/exec'

/** An image that needs a token to be pulled. */
export const ecrImage = '123456789012.dkr.ecr.us-east-1.amazonaws.com/shop:1'

/** A complete log configuration. */
export const awslogs = {
  logDriver: 'awslogs',
  options: { 'awslogs-group': '/web', 'awslogs-region': 'us-east-1', 'awslogs-stream-prefix': 'web' },
} as const

/** A task definition for Fargate with one container. */
export function fargate(
  container: Partial<ContainerDefinition> = {},
  task: Partial<RegisterTaskDefinitionRequest> = {},
): RegisterTaskDefinitionRequest {
  return {
    family: 'web',
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'app', image: 'nginx', ...container }],
    ...task,
  }
}

/** A task definition for container instances with one container. */
export function ec2(
  container: Partial<ContainerDefinition> = {},
  task: Partial<RegisterTaskDefinitionRequest> = {},
): RegisterTaskDefinitionRequest {
  return {
    family: 'web',
    containerDefinitions: [{ name: 'app', image: 'nginx', memory: 128, ...container }],
    ...task,
  }
}
