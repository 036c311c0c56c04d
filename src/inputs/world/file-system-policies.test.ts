import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { checkLaunches } from '../../causes/check.ts'
import { openWorld } from './open-world.ts'

const folder = mkdtempSync(join(tmpdir(), 'seatrial-file-systems-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What is found where a role that is granted nothing mounts a file system by IAM. */
function found(fileSystem: string, rolePolicies = '[]'): readonly string[] {
  const path = join(folder, 'template.yaml')
  writeFileSync(
    path,
    `
Parameters: { Policy: { Type: String } }
Resources:
  FileSystem: { Type: AWS::EFS::FileSystem, Properties: ${fileSystem} }
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: { Effect: Allow, Principal: { Service: ecs-tasks.amazonaws.com }, Action: 'sts:AssumeRole' }
      Policies: ${rolePolicies}
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      TaskRoleArn: !Ref Role
      NetworkMode: awsvpc
      Volumes:
        - Name: data
          EFSVolumeConfiguration:
            { FilesystemId: !Ref FileSystem, TransitEncryption: ENABLED, AuthorizationConfig: { IAM: ENABLED } }
      ContainerDefinitions: [{ Name: app, Image: 'shop:1', Memory: 128 }]
`,
  )
  return checkLaunches(openWorld(path).launches).findings.map(({ code }) => code)
}

const statement = (effect: string, who: string): string =>
  `{ Effect: ${effect}, ${who}, Action: 'elasticfilesystem:Client*', Resource: '*' }`

describe('a file system that is mounted by IAM', () => {
  it.each<[string, string, readonly string[]]>([
    ['has no policy', '{}', []],
    [
      'admits the role',
      `{ FileSystemPolicy: { Statement: ${statement('Allow', 'Principal: { AWS: !GetAtt Role.Arn }')} } }`,
      [],
    ],
    ['has a policy that is not known', '{ FileSystemPolicy: !Ref Policy }', []],
    [
      'admits another role alone',
      `{ FileSystemPolicy: { Statement: ${statement('Allow', "Principal: { AWS: 'arn:aws:iam::123456789012:role/other' }")} } }`,
      ['efs-mount-failure-iam'],
    ],
  ])('%s', (_, fileSystem, expected) => {
    expect(found(fileSystem)).toEqual(expected)
  })

  it('stays closed to a role that is denied it', () => {
    const denied = `[{ PolicyName: none, PolicyDocument: { Statement: { Effect: Deny, Action: '*', Resource: '*' } } }]`
    expect(found('{}', denied)).toEqual(['efs-mount-failure-iam'])
  })
})
