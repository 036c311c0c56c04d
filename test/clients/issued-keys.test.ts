import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { awsCli, boto3, clientEnvironment, runClient, skipWithout } from '../support/clients.ts'
import { account, AccountWithKeys, allow, parameter, region, type Config } from '../support/issued-keys.ts'

const because = (action: string): string => `because no identity-based policy allows the ${action} action`

describe('a role that may read objects and nothing else', () => {
  let home: AccountWithKeys
  let env: NodeJS.ProcessEnv
  let user: string
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-keys-'))

  beforeAll(async () => {
    home = await AccountWithKeys.open()
    const session = await home.roleSession({ allow: allow('s3:GetObject') })
    env = environmentOf(session, folder)
    user = `User: arn:aws:sts::${account}:assumed-role/${session.name}/one is not authorized to perform:`
  })
  afterAll(async () => {
    await home.door.close()
    rmSync(folder, { recursive: true, force: true })
    expect(home.door.bugs).toEqual([])
  })

  it.skipIf(skipWithout(awsCli, 'the AWS CLI with a role’s keys')).each([
    [
      'ssm get-parameters --names /shop/a --with-decryption',
      () =>
        `An error occurred (AccessDeniedException) when calling the GetParameters operation: ${user} ssm:GetParameters on resource: ${parameter('shop/a')} ${because('ssm:GetParameters')}`,
    ],
    [
      'iam get-role --role-name worker1',
      () =>
        `An error occurred (AccessDenied) when calling the GetRole operation: ${user} iam:GetRole on resource: role worker1 ${because('iam:GetRole')}`,
    ],
    [
      'ec2 describe-vpcs',
      () =>
        `An error occurred (UnauthorizedOperation) when calling the DescribeVpcs operation: You are not authorized to perform this operation. ${user} ec2:DescribeVpcs ${because('ec2:DescribeVpcs')}`,
    ],
    [
      's3api list-objects-v2 --bucket files',
      () =>
        `An error occurred (AccessDenied) when calling the ListObjectsV2 operation: ${user} s3:ListBucket on resource: "arn:aws:s3:::files" ${because('s3:ListBucket')}`,
    ],
    [
      's3api head-object --bucket files --key none',
      () => 'An error occurred (403) when calling the HeadObject operation: Forbidden',
    ],
  ])('is told by the AWS CLI: %s', async (words, message) => {
    await expect(runClient('aws', words.split(' '), { env })).rejects.toThrow(message())
  })

  it.skipIf(skipWithout(boto3, 'boto3 with a role’s keys'))(
    'reads with boto3 what it may, and no more',
    async () => {
      const program = [
        'import boto3, os',
        "s3 = boto3.client('s3')",
        "print(s3.get_object(Bucket='files', Key='a.env')['Body'].read().decode())",
        'try:',
        "  s3.put_object(Bucket='files', Key='b', Body=b'x')",
        'except Exception as error:',
        '  print(error)',
      ].join('\n')
      const printed = await runClient('python3', ['-c', program], { env })
      expect(printed.split('\n').slice(0, 2)).toEqual([
        'A=1',
        `An error occurred (AccessDenied) when calling the PutObject operation: ${user} s3:PutObject on resource: "arn:aws:s3:::files/b" ${because('s3:PutObject')}`,
      ])
    },
  )
})

function environmentOf({ endpoint, credentials }: Config, folder: string): NodeJS.ProcessEnv {
  return {
    ...clientEnvironment(endpoint, region, folder),
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
  }
}
