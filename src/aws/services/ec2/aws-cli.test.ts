import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { awsCli, clientEnvironment, runClient, skipWithout } from '../../../../test/support/clients.ts'
import { openFrontDoor, type OpenDoor } from '../../../../test/support/front-door.ts'

// Starting the AWS CLI takes a second or two on a loaded machine.
describe.skipIf(skipWithout(awsCli, 'aws ec2'))('aws ec2', { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-cli-'))
  let door: OpenDoor

  beforeAll(async () => {
    door = await openFrontDoor()
  })

  afterAll(async () => {
    assert.deepEqual(door.bugs, [])
    await door.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function aws(...words: string[]): Promise<string> {
    const env = clientEnvironment(door.url, 'ap-northeast-2', folder)
    return (await runClient('aws', ['ec2', ...words, '--output', 'text'], { env })).trim()
  }

  it('makes a VPC with a subnet and a group, waits for it, and reads it', async () => {
    const vpcId = await aws('create-vpc', '--cidr-block', '10.0.0.0/16', '--query', 'Vpc.VpcId')
    await aws('wait', 'vpc-available', '--vpc-ids', vpcId)
    const zone = ['--availability-zone', 'ap-northeast-2c']
    await aws('create-subnet', '--vpc-id', vpcId, '--cidr-block', '10.0.1.0/24', ...zone)
    const filters = ['--filters', `Name=vpc-id,Values=${vpcId}`, 'Name=cidr-block,Values=10.0.*']
    const query = ['--query', 'Subnets[].[CidrBlock,AvailabilityZoneId,AvailableIpAddressCount]']
    expect((await aws('describe-subnets', ...filters, ...query)).split('\t')).toEqual([
      '10.0.1.0/24',
      'apne2-az3',
      '251',
    ])
    const named = ['--group-name', 'web', '--description', 'web', '--vpc-id', vpcId]
    const groupId = await aws('create-security-group', ...named, '--query', 'GroupId')
    const rule = ['--group-id', groupId, '--protocol', 'tcp', '--port', '443', '--cidr', '0.0.0.0/0']
    expect(await aws('authorize-security-group-ingress', ...rule, '--query', 'Return')).toBe('True')
    await expect(aws('authorize-security-group-ingress', ...rule)).rejects.toThrow(
      'An error occurred (InvalidPermission.Duplicate) when calling the AuthorizeSecurityGroupIngress operation',
    )
  })
})
