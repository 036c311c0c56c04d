import assert from 'node:assert/strict'
import {
  CreateTagsCommand,
  CreateVpcCommand,
  DeleteTagsCommand,
  DeleteVpcCommand,
  DescribeAccountAttributesCommand,
  DescribeAvailabilityZonesCommand,
  DescribeFlowLogsCommand,
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeRegionsCommand,
  DescribeTagsCommand,
  DescribeVpcsCommand,
  EC2Client,
  paginateDescribeVpcs,
} from '@aws-sdk/client-ec2'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openFrontDoor, type OpenDoor } from '../../../../test/support/front-door.ts'

let door: OpenDoor
let ec2: EC2Client
const vpcIds: string[] = []

beforeAll(async () => {
  door = await openFrontDoor()
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  ec2 = new EC2Client({ endpoint: door.url, region: 'ap-northeast-1', credentials, maxAttempts: 1 })
  for (let index = 0; index < 12; index += 1) {
    const Tags = [
      { Key: 'Name', Value: `shop-${index}` },
      { Key: 'odd*key', Value: '<&>"\'' },
    ]
    const TagSpecifications = [{ ResourceType: 'vpc' as const, Tags }]
    const made = await ec2.send(new CreateVpcCommand({ CidrBlock: `10.${index}.0.0/16`, TagSpecifications }))
    vpcIds.push(made.Vpc?.VpcId ?? '')
  }
})

afterAll(async () => {
  ec2.destroy()
  assert.deepEqual(door.bugs, [])
  await door.close()
})

async function found(...Filters: { Name: string; Values?: string[] }[]): Promise<number> {
  return (await ec2.send(new DescribeVpcsCommand({ Filters }))).Vpcs?.length ?? -1
}

describe('filters', () => {
  it.each([
    [{ Name: 'tag:Name', Values: ['shop-1'] }, 1],
    [{ Name: 'tag:Name', Values: ['shop-1', 'shop-2', 'shop-99'] }, 2],
    [{ Name: 'tag:Name', Values: ['shop-1*'] }, 3],
    [{ Name: 'tag:Name', Values: ['shop-?'] }, 10],
    [{ Name: 'tag:Name', Values: ['SHOP-1'] }, 0],
    [{ Name: 'tag:Name', Values: ['shop.1'] }, 0],
    [{ Name: 'tag-key', Values: [String.raw`odd\*key`] }, 12],
    [{ Name: 'tag-key', Values: [String.raw`odd\?key`] }, 0],
    [{ Name: 'tag-value', Values: ['<&>*'] }, 12],
    [{ Name: 'isDefault', Values: ['true'] }, 1],
    [{ Name: 'cidr-block-association.cidr-block', Values: ['10.3.*'] }, 1],
    [{ Name: 'cidr', Values: [] }, 0],
  ])('%j finds %d', async (filter, count) => expect(await found(filter)).toBe(count))

  it('must all match', async () => {
    const [name, cidr] = [
      { Name: 'tag:Name', Values: ['shop-1'] },
      { Name: 'cidr', Values: ['10.2.0.0/16'] },
    ]
    expect(await found(name, cidr)).toBe(0)
  })

  it('that AWS does not know are refused', async () => {
    await expect(found({ Name: 'colour', Values: ['red'] })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: "The filter 'colour' is invalid",
    })
    const many = Array.from({ length: 201 }, (_, index) => String(index))
    await expect(found({ Name: 'cidr', Values: many })).rejects.toMatchObject({ name: 'FilterLimitExceeded' })
  })
})

describe('pages', () => {
  it('give everything once', async () => {
    const ids: (string | undefined)[] = []
    for await (const page of paginateDescribeVpcs({ client: ec2, pageSize: 5 }, {})) {
      expect(page.Vpcs?.length).toBeLessThanOrEqual(5)
      ids.push(...(page.Vpcs ?? []).map((vpc) => vpc.VpcId))
    }
    expect(ids).toHaveLength(13)
    expect(new Set(ids).size).toBe(13)
  })

  it('have a size that AWS allows and a token that was given', async () => {
    await expect(ec2.send(new DescribeVpcsCommand({ MaxResults: 1 }))).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: 'Value ( 1 ) for parameter maxResults is invalid. Expecting a value greater than 5.',
    })
    await expect(ec2.send(new DescribeVpcsCommand({ NextToken: 'x' }))).rejects.toMatchObject({
      name: 'InvalidNextToken',
    })
  })
})

describe('a dry run', () => {
  it('says that the call would have succeeded, or why not, and does nothing', async () => {
    await expect(
      ec2.send(new CreateVpcCommand({ CidrBlock: '10.99.0.0/16', DryRun: true })),
    ).rejects.toMatchObject({
      name: 'DryRunOperation',
      message: 'Request would have succeeded, but DryRun flag is set.',
      $metadata: { httpStatusCode: 412 },
    })
    await expect(ec2.send(new CreateVpcCommand({ CidrBlock: '10', DryRun: true }))).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    })
    expect(await found({ Name: 'cidr', Values: ['10.99.0.0/16'] })).toBe(0)
  })
})

describe('ids', () => {
  it('are told apart: missing, malformed, unknown', async () => {
    const gone = async (VpcId: string | undefined): Promise<unknown> =>
      await ec2.send(new DeleteVpcCommand({ VpcId }))
    await expect(gone(undefined)).rejects.toMatchObject({
      name: 'MissingParameter',
      message: 'The request must contain the parameter vpcId',
    })
    await expect(gone('banana')).rejects.toMatchObject({
      message: 'Invalid id: "banana" (expecting "vpc-...")',
    })
    await expect(gone('vpc-0')).rejects.toMatchObject({ name: 'InvalidVpcID.NotFound' })
  })
})

describe('tags', () => {
  const read = async (id: string): Promise<unknown> => {
    const Filters = [{ Name: 'resource-id', Values: [id] }]
    const { Tags } = await ec2.send(new DescribeTagsCommand({ Filters }))
    return Tags?.map((tag) => `${tag.ResourceType} ${tag.Key}=${tag.Value}`)
  }

  it('are added, changed and taken away', async () => {
    const [id = ''] = vpcIds
    const Tags = [
      { Key: 'Name', Value: 'new' },
      { Key: 'empty', Value: '' },
    ]
    await ec2.send(new CreateTagsCommand({ Resources: [id], Tags }))
    expect(await read(id)).toEqual(['vpc Name=new', 'vpc odd*key=<&>"\'', 'vpc empty='])
    const wanted = [{ Key: 'Name', Value: 'another' }, { Key: 'empty' }]
    await ec2.send(new DeleteTagsCommand({ Resources: [id], Tags: wanted }))
    expect(await read(id)).toEqual(['vpc Name=new', 'vpc odd*key=<&>"\''])
    await ec2.send(new DeleteTagsCommand({ Resources: [id] }))
    expect(await read(id)).toEqual([])
  })

  it.each([
    [['vpc-0'], [{ Key: 'a', Value: 'b' }], 'InvalidVpcID.NotFound'],
    [['banana'], [{ Key: 'a', Value: 'b' }], 'InvalidID'],
    [[], [{ Key: 'a', Value: 'b' }], 'MissingParameter'],
    [undefined, [{ Key: 'aws:a', Value: 'b' }], 'InvalidParameterValue'],
    [
      undefined,
      Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: '' })),
      'TagLimitExceeded',
    ],
  ])('on %j: not %j', async (resources, Tags, name) => {
    const Resources = resources ?? [vpcIds[1] ?? '']
    await expect(ec2.send(new CreateTagsCommand({ Resources, Tags }))).rejects.toMatchObject({ name })
  })

  it('of a new resource are for that type of resource', async () => {
    const TagSpecifications = [{ ResourceType: 'subnet' as const, Tags: [{ Key: 'a', Value: 'b' }] }]
    await expect(
      ec2.send(new CreateVpcCommand({ CidrBlock: '10.98.0.0/16', TagSpecifications })),
    ).rejects.toMatchObject({ message: "'subnet' is not a valid taggable resource type for this operation." })
  })
})

describe('what AWS has everywhere', () => {
  it('are regions and zones', async () => {
    const { Regions = [] } = await ec2.send(new DescribeRegionsCommand({}))
    expect(Regions.length).toBeGreaterThan(30)
    const { AvailabilityZones = [] } = await ec2.send(new DescribeAvailabilityZonesCommand({}))
    expect(AvailabilityZones.map((zone) => [zone.ZoneName, zone.ZoneId])).toEqual([
      ['ap-northeast-1a', 'apne1-az1'],
      ['ap-northeast-1c', 'apne1-az2'],
      ['ap-northeast-1d', 'apne1-az4'],
    ])
    const { AccountAttributes = [] } = await ec2.send(
      new DescribeAccountAttributesCommand({ AttributeNames: ['default-vpc'] }),
    )
    expect(AccountAttributes[0]?.AttributeValues?.[0]?.AttributeValue).toMatch(/^vpc-/)
  })

  it('are lists that are empty because nothing can be in them, and errors where that would not be true', async () => {
    expect((await ec2.send(new DescribeInstancesCommand({}))).Reservations).toEqual([])
    expect((await ec2.send(new DescribeFlowLogsCommand({}))).FlowLogs).toEqual([])
    await expect(ec2.send(new DescribeInstancesCommand({ InstanceIds: ['i-1'] }))).rejects.toMatchObject({
      message: "The instance ID 'i-1' does not exist",
    })
    await expect(ec2.send(new DescribeImagesCommand({}))).rejects.toMatchObject({
      name: 'NotImplemented',
      message: 'EC2 DescribeImages is not implemented by seatrial',
    })
  })
})
