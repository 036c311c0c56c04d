import type { DeploymentConfiguration, LaunchType } from '@aws-sdk/client-ecs'
import { refusing, type Refusal, type Rule } from './refusal.ts'

const refused = refusing('InvalidParameterException')
const part = 'deploymentConfiguration'

/** How a service keeps its number of tasks. */
type Scheduling = 'REPLICA' | 'DAEMON'

/** The number of tasks that a new service keeps; a DAEMON service has one on every container instance. */
export function* desiredCountRefusals(
  desiredCount: number | undefined,
  scheduling: Scheduling,
  launchType: () => LaunchType,
): Generator<Refusal> {
  if (scheduling === 'REPLICA') {
    if (desiredCount === undefined) yield refused('desired-count', 'desiredCount', 'DesiredCount is missing')
    if (desiredCount !== undefined && desiredCount < 0)
      yield refused('desired-count', 'desiredCount', 'DesiredCount can not be lesser than 0')
    return
  }
  if (desiredCount !== undefined) {
    const text =
      'The daemon scheduling strategy does not support a desired count for services. Remove the desired count value and try again'
    yield refused('daemon', 'desiredCount', text)
  }
  if (launchType() === 'FARGATE') {
    const text =
      'The daemon scheduling strategy does not support the FARGATE launch type. Change the launch type and try again'
    yield refused('daemon', 'schedulingStrategy', text)
  }
}

/** The percents of a deployment with ECS's defaults filled in, each alone and together. */
export function percentRules(
  configuration: DeploymentConfiguration,
  scheduling: Scheduling,
): readonly Rule[] {
  const { minimumPercent, maximumPercent } = percentsOf(configuration, scheduling)
  const refuse = (when: () => boolean, text: string): Rule => {
    return () => (when() ? refused('deployment-percents', part, text) : undefined)
  }
  return [
    refuse(() => minimumPercent() < 0, 'minimumHealthyPercent must be at least 0.'),
    refuse(() => minimumPercent() > 100, 'minimumHealthyPercent must be at most 100.'),
    refuse(() => maximumPercent() < 0, 'maximumPercent must be at least 0.'),
    refuse(
      () => minimumPercent() === 100 && maximumPercent() === 100,
      'Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.',
    ),
    refuse(
      () => maximumPercent() < minimumPercent(),
      'maximumPercent must be greater than or equal to minimumHealthyPercent.',
    ),
    refuse(
      () => scheduling === 'DAEMON' && maximumPercent() > 100,
      'The daemon scheduling strategy does not support values above 100 for maximumPercent.',
    ),
  ]
}

/** The percents in force; reading one may throw `NotKnown`. */
function percentsOf(
  configuration: DeploymentConfiguration,
  scheduling: Scheduling,
): { readonly minimumPercent: () => number; readonly maximumPercent: () => number } {
  const [least, most] = scheduling === 'DAEMON' ? [0, 100] : [100, 200]
  return {
    minimumPercent: () => configuration.minimumHealthyPercent ?? least,
    maximumPercent: () => configuration.maximumPercent ?? most,
  }
}

/** How many tasks a deployment may have at least and at most. */
export interface DeploymentBounds {
  readonly desiredCount: number
  readonly leastHealthy: number
  readonly most: number
}

/**
 * The bounds of a deployment that can neither start a task nor stop one, so that it never replaces any; undefined where
 * it can. At least `ceil`, at most `floor` (API reference, DeploymentConfiguration).
 */
export function standstill(
  configuration: DeploymentConfiguration,
  desiredCount: number,
): DeploymentBounds | undefined {
  const { minimumPercent, maximumPercent } = percentsOf(configuration, 'REPLICA')
  const leastHealthy = Math.ceil((desiredCount * minimumPercent()) / 100)
  const most = Math.floor((desiredCount * maximumPercent()) / 100)
  const isStuck = desiredCount > 0 && leastHealthy >= desiredCount && most <= desiredCount
  return isStuck ? { desiredCount, leastHealthy, most } : undefined
}
