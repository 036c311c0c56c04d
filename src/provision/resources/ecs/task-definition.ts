import type { ResourceHandler } from '../../resource-handler.ts'
import { ecsTags, updateEcsTags } from './ecs-tags.ts'

const members = [
  'ContainerDefinitions',
  'Cpu',
  'EnableFaultInjection',
  'EphemeralStorage',
  'ExecutionRoleArn',
  'InferenceAccelerators',
  'IpcMode',
  'Memory',
  'NetworkMode',
  'PidMode',
  'PlacementConstraints',
  'ProxyConfiguration',
  'RequiresCompatibilities',
  'RuntimePlatform',
  'TaskRoleArn',
  'Volumes',
]

/** Names that differ by more than the case of their first letter. */
const renames = {
  EFSVolumeConfiguration: 'efsVolumeConfiguration',
  FSxWindowsFileServerVolumeConfiguration: 'fsxWindowsFileServerVolumeConfiguration',
  FilesystemId: 'fileSystemId',
  IAM: 'iam',
  ProxyConfigurationProperties: 'properties',
  S3FilesVolumeConfiguration: 's3filesVolumeConfiguration',
}

/** `AWS::ECS::TaskDefinition`. Every change makes a new revision; the old one is deregistered at the end. */
export const taskDefinition: ResourceHandler = {
  type: 'AWS::ECS::TaskDefinition',
  properties: ['Family', ...members, 'Tags'],
  replacedBy: ['Family', ...members],
  keepsName: true,
  create: async (properties, context) => {
    const family = context.name(properties.text('Family'), { max: 255 })
    const { taskDefinition: made } = await context.call<{ taskDefinition: { taskDefinitionArn: string } }>(
      'ecs',
      'RegisterTaskDefinition',
      {
        family,
        ...properties.request('ecs', 'RegisterTaskDefinition', members, renames),
        ...ecsTags(properties),
      },
    )
    return made.taskDefinitionArn
  },
  attributes: async (TaskDefinitionArn) => await Promise.resolve({ TaskDefinitionArn }),
  update: async (change, context) => {
    await updateEcsTags(change, change.physicalId, context)
  },
  remove: async (taskDefinitionArn, _, context) => {
    await context.call('ecs', 'DeregisterTaskDefinition', { taskDefinition: taskDefinitionArn })
  },
}
