import type { Service } from './operation.ts'

/** Every service that answers here, by the name of its API model. A service is loaded when it is first called. */
export const serviceLoaders: Readonly<Record<string, () => Promise<Service>>> = {
  ec2: async () => (await import('./services/ec2/service.ts')).ec2,
  ecr: async () => (await import('./services/ecr/service.ts')).ecr,
  ecs: async () => (await import('./services/ecs/service.ts')).ecs,
  iam: async () => (await import('./services/iam/service.ts')).iam,
  kms: async () => (await import('./services/kms/service.ts')).kms,
  logs: async () => (await import('./services/logs/service.ts')).logs,
  s3: async () => (await import('./services/s3/service.ts')).s3,
  secretsmanager: async () => (await import('./services/secretsmanager/service.ts')).secretsManager,
  ssm: async () => (await import('./services/ssm/service.ts')).ssm,
  sts: async () => (await import('./services/sts/service.ts')).sts,
}
