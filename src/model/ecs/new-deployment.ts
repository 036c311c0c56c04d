import type { DeploymentRow, LaunchSettings, ServiceRow } from './service.ts'
import type { ServiceDeploymentRow, ServiceRevisionRow } from './service-deployment.ts'

/** Where the ids of a deployment come from. */
export interface DeploymentIds {
  /** So many random characters of this alphabet. */
  text(length: number, alphabet: string): string
}

/** A deployment together with its place in the service's history. */
export interface NewDeployment {
  readonly deployment: DeploymentRow
  readonly revision: ServiceRevisionRow
  readonly history: ServiceDeploymentRow
}

const DIGITS = '0123456789'
const URL_SAFE = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_'

/** A new PRIMARY deployment of a service. Whoever puts it demotes the former one in the same transaction. */
export function newDeployment(given: {
  readonly service: ServiceRow
  readonly launch: LaunchSettings
  /** Revisions that run now and are replaced. */
  readonly sources: readonly string[]
  readonly now: number
  readonly fresh: DeploymentIds
}): NewDeployment {
  const { service, launch, now, fresh } = given
  // Nineteen digits, as ECS has them; the first keeps the number within 63 bits.
  const digits = fresh.text(1, '12345678') + fresh.text(18, DIGITS)
  const id = `ecs-svc/${digits}`
  const serviceRevisionArn = revisionArn(service.serviceArn, id)
  return {
    deployment: {
      id,
      serviceArn: service.serviceArn,
      status: 'PRIMARY',
      launch,
      createdAtMs: now,
      updatedAtMs: now,
      rolloutState: 'IN_PROGRESS',
      rolloutStateReason: `ECS deployment ${id} in progress.`,
      failedTasks: 0,
      startFailures: 0,
      notBeforeMs: 0,
      steady: false,
    },
    revision: {
      serviceRevisionArn,
      serviceArn: service.serviceArn,
      clusterArn: service.clusterArn,
      launch,
      loadBalancers: service.loadBalancers,
      serviceRegistries: service.serviceRegistries,
      createdAtMs: now,
    },
    history: {
      serviceDeploymentArn: `${service.serviceArn.replace(':service/', ':service-deployment/')}/${fresh.text(21, URL_SAFE)}`,
      serviceArn: service.serviceArn,
      clusterArn: service.clusterArn,
      deploymentId: id,
      sourceServiceRevisionArns: given.sources,
      targetServiceRevisionArn: serviceRevisionArn,
      deploymentConfiguration: service.deploymentConfiguration,
      createdAtMs: now,
    },
  }
}

/** The service revision that a deployment (`ecs-svc/…`) rolls out: it has the same digits. */
export function revisionArn(serviceArn: string, deploymentId: string): string {
  const digits = deploymentId.slice(deploymentId.indexOf('/') + 1)
  return `${serviceArn.replace(':service/', ':service-revision/')}/${digits}`
}
