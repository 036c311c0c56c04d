import assert from 'node:assert/strict'
import {
  AcceptVpcPeeringConnectionCommand,
  CreateVpcCommand,
  CreateVpcPeeringConnectionCommand,
  EC2Client,
  type VpcPeeringConnection,
} from '@aws-sdk/client-ec2'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openFrontDoor, type OpenDoor } from '../../../../test/support/front-door.ts'

let door: OpenDoor
let near: EC2Client
let far: EC2Client

beforeEach(async () => {
  door = await openFrontDoor()
  const config = {
    endpoint: door.url,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  }
  near = new EC2Client({ ...config, region: 'eu-west-1' })
  far = new EC2Client({ ...config, region: 'eu-north-1' })
})

afterEach(async () => {
  near.destroy()
  far.destroy()
  assert.deepEqual(door.bugs, [])
  await door.close()
})

async function vpcIn(client: EC2Client, CidrBlock: string): Promise<string> {
  return (await client.send(new CreateVpcCommand({ CidrBlock }))).Vpc?.VpcId ?? ''
}

async function ask(peer: EC2Client, PeerRegion: string): Promise<VpcPeeringConnection | undefined> {
  const VpcId = await vpcIn(near, '10.1.0.0/16')
  const PeerVpcId = await vpcIn(peer, '10.2.0.0/16')
  const request = new CreateVpcPeeringConnectionCommand({ VpcId, PeerVpcId, PeerRegion })
  return (await near.send(request)).VpcPeeringConnection
}

it('tells the addresses of a peer in another region once it has accepted', async () => {
  const asked = await ask(far, 'eu-north-1')
  expect(asked?.AccepterVpcInfo).toEqual({
    OwnerId: '000000000000',
    Region: 'eu-north-1',
    VpcId: expect.stringMatching(/^vpc-/) as string,
  })
  expect(asked?.RequesterVpcInfo).toMatchObject({ CidrBlock: '10.1.0.0/16' })
  expect(asked?.RequesterVpcInfo).not.toHaveProperty('Ipv6CidrBlockSet')
  const { VpcPeeringConnectionId } = asked ?? {}
  const accepted = await far.send(new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId }))
  expect(accepted.VpcPeeringConnection?.AccepterVpcInfo).toMatchObject({
    CidrBlock: '10.2.0.0/16',
    CidrBlockSet: [{ CidrBlock: '10.2.0.0/16' }],
  })
})

it('tells the addresses of a peer in the same region at once', async () => {
  expect((await ask(near, 'eu-west-1'))?.AccepterVpcInfo).toMatchObject({ CidrBlock: '10.2.0.0/16' })
})
