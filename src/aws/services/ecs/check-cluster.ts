import type {
  ClusterConfiguration,
  ClusterServiceConnectDefaultsRequest,
  ClusterSetting,
} from '@aws-sdk/client-ecs'
import type { ClusterRow } from '../../../model/ecs/cluster.ts'
import type { View } from '../../../model/state.ts'
import { accountSettingOf } from './account-setting.ts'
import { invalidParameter } from './errors.ts'

const insightsValues: readonly string[] = ['enabled', 'enhanced', 'disabled']

/** A cluster's settings: Container Insights is the only one, and the account's setting is its default. */
export function checkClusterSettings(
  view: View,
  principalArn: string,
  settings: readonly ClusterSetting[] | undefined,
): readonly ClusterSetting[] {
  const [given] = settings ?? []
  const value = given?.value ?? accountSettingOf(view, principalArn, 'containerInsights').value
  if (value === undefined || !insightsValues.includes(value)) {
    throw invalidParameter(
      `Invalid setting value: ${value}. Valid values are: [${insightsValues.join(', ')}]`,
    )
  }
  return [{ name: 'containerInsights', value }]
}

/** A cluster's execute command and storage configuration. */
export function checkClusterConfiguration(
  configuration: ClusterConfiguration | undefined,
): ClusterConfiguration | undefined {
  const command = configuration?.executeCommandConfiguration
  if (!command) return configuration
  const { logging = 'DEFAULT', logConfiguration } = command
  if (logConfiguration && logging !== 'OVERRIDE') {
    throw invalidParameter("You must set logging to 'OVERRIDE' when you supply a log configuration.")
  }
  if (
    logging === 'OVERRIDE' &&
    !logConfiguration?.cloudWatchLogGroupName &&
    !logConfiguration?.s3BucketName
  ) {
    throw invalidParameter(
      'A CloudWatch log group name or S3 bucket name must be specified when overriding the default log configuration.',
    )
  }
  return { ...configuration, executeCommandConfiguration: { ...command, logging } }
}

/** A cluster's default namespace, kept as it was given; an empty one takes it away. */
export function serviceConnectDefaultsOf(
  request: ClusterServiceConnectDefaultsRequest | undefined,
): ClusterRow['serviceConnectDefaults'] {
  return request?.namespace ? { namespace: request.namespace } : undefined
}
