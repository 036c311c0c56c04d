import type { RegisterTaskDefinitionRequest, Volume } from '@aws-sdk/client-ecs'
import { describe, expect, it } from 'vitest'
import { ec2, fargate, role } from '../../../../../test/support/task-definitions.ts'
import { checkDefinition } from './check-definition.ts'

function efs(configuration: object): Volume {
  return { name: 'data', efsVolumeConfiguration: { fileSystemId: 'fs-1', ...configuration } }
}

const refused: readonly (readonly [string, RegisterTaskDefinitionRequest])[] = [
  // what Fargate has not
  ["Fargate requires that the 'privileged' setting be 'false'.", fargate({ privileged: true })],
  [
    'Fargate compatible task definitions do not support dockerSecurityOptions.',
    fargate({ dockerSecurityOptions: ['x'] }),
  ],
  [
    'Fargate compatible task definitions do not support sharedMemorySize.',
    fargate({ linuxParameters: { sharedMemorySize: 1 } }),
  ],
  [
    'NET_ADMIN is not allowed on Fargate.',
    fargate({ linuxParameters: { capabilities: { add: ['NET_ADMIN'] } } }),
  ],
  [
    'Tasks using the Fargate launch type do not support GPU resource requirements.',
    fargate({ resourceRequirements: [{ type: 'GPU', value: '1' }] }),
  ],
  [
    "Tasks using the Fargate launch type do not support pidMode 'host'. The supported value for pidMode is 'task'.",
    fargate({}, { pidMode: 'host' }),
  ],
  ['Fargate compatible task definitions do not support ipcMode.', fargate({}, { ipcMode: 'task' })],
  [
    'Fargate compatible task definitions do not support constraints.',
    fargate({}, { placementConstraints: [{ type: 'memberOf', expression: 'x' }] }),
  ],
  // volumes and storage
  ["Unknown volume 'data'.", fargate({ mountPoints: [{ sourceVolume: 'data', containerPath: '/d' }] })],
  [
    'Fargate compatible task definitions do not support sourcePath.',
    fargate({}, { volumes: [{ name: 'data', host: { sourcePath: '/data' } }] }),
  ],
  [
    'Fargate compatible task definitions do not support dockerVolumeConfiguration.',
    fargate({}, { volumes: [{ name: 'data', dockerVolumeConfiguration: {} }] }),
  ],
  [
    'EFS IAM authorization requires a task role.',
    fargate(
      {},
      { volumes: [efs({ transitEncryption: 'ENABLED', authorizationConfig: { iam: 'ENABLED' } })] },
    ),
  ],
  [
    'EFS IAM authorization requires TransitEncryption to be enabled.',
    fargate({}, { taskRoleArn: role, volumes: [efs({ authorizationConfig: { iam: 'ENABLED' } })] }),
  ],
  [
    'When using an EFS access point, the root directory must either be set to "/" or be omitted.',
    fargate(
      {},
      { volumes: [efs({ rootDirectory: '/x', authorizationConfig: { accessPointId: 'fsap-1' } })] },
    ),
  ],
  [
    'Volumes [data] are not referenced by any of the containers.',
    fargate({}, { volumes: [{ name: 'data', configuredAtLaunch: true }] }),
  ],
  ['EphemeralStorage size should be at least 21.', fargate({}, { ephemeralStorage: { sizeInGiB: 20 } })],
  ['EphemeralStorage size should be at most 200.', fargate({}, { ephemeralStorage: { sizeInGiB: 201 } })],
  [
    'Tasks using the EC2 launch type do not support EphemeralStorage.',
    ec2({}, { ephemeralStorage: { sizeInGiB: 30 } }),
  ],
]

describe('what Fargate and its volumes refuse', () => {
  it.each(refused.map(([message, definition]) => ({ message, definition })))(
    '$message',
    ({ message, definition }) => {
      expect(() => checkDefinition(definition)).toThrow(
        expect.objectContaining({ code: 'ClientException', message }),
      )
    },
  )
})
