import assert from 'node:assert/strict'
import {
  DescribeParametersCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  LabelParameterVersionCommand,
  PutParameterCommand,
  SSMClient,
  type ParameterStringFilter,
  type PutParameterCommandInput,
} from '@aws-sdk/client-ssm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openFrontDoor, type OpenDoor } from '../../../../test/support/front-door.ts'

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
let door: OpenDoor
let ssm: SSMClient

beforeEach(async () => {
  door = await openFrontDoor()
  const config = { endpoint: door.url, region: 'us-east-1', credentials, maxAttempts: 1 }
  ssm = new SSMClient(config)
})

afterEach(async () => {
  ssm.destroy()
  assert.deepEqual(door.bugs, [])
  await door.close()
})

async function put(Name: string, more: Partial<PutParameterCommandInput> = {}): Promise<number | undefined> {
  const { Version } = await ssm.send(new PutParameterCommand({ Name, Value: 'v', Type: 'String', ...more }))
  return Version
}

describe('several parameters', () => {
  beforeEach(async () => {
    await put('root')
    await put('/shop/b', { Tags: [{ Key: 'team', Value: 'red' }] })
    await put('/shop/a', { Type: 'StringList', Value: 'x,y' })
    await put('/shop/deep/c', { Tier: 'Advanced' })
    await put('/shop/b', { Overwrite: true, Value: 'w' })
  })

  it('are read together, the missing ones listed', async () => {
    await ssm.send(
      new LabelParameterVersionCommand({ Name: '/shop/b', ParameterVersion: 1, Labels: ['old'] }),
    )
    const Names = ['/shop/b:old', '/shop/b:9', '/nowhere', 'shop/b', 'root', 'root']
    const read = await ssm.send(new GetParametersCommand({ Names }))
    expect(read.Parameters).toMatchObject([
      { Name: '/shop/b', Selector: ':old', Value: 'v' },
      { Name: 'root', Value: 'v' },
    ])
    expect(read.InvalidParameters).toEqual(['/shop/b:9', '/nowhere', 'shop/b'])
    await expect(
      ssm.send(new GetParametersCommand({ Names: Array.from({ length: 11 }, (_, index) => `n${index}`) })),
    ).rejects.toMatchObject({ name: 'ValidationException' })
  })

  it.each<[string, boolean, string[]]>([
    ['/shop', false, ['/shop/a', '/shop/b']],
    ['/shop/', true, ['/shop/a', '/shop/b', '/shop/deep/c']],
    ['/', false, ['root']],
    ['/sho', true, []],
    ['/aws/service/ecs', true, []],
  ])('below %s, recursive: %s', async (Path, Recursive, names) => {
    const { Parameters } = await ssm.send(new GetParametersByPathCommand({ Path, Recursive }))
    expect(Parameters?.map(({ Name }) => Name)).toEqual(names)
  })

  it('below a path come in pages, and only with a path', async () => {
    const all = { Path: '/', Recursive: true, MaxResults: 3 }
    const first = await ssm.send(new GetParametersByPathCommand(all))
    const second = await ssm.send(new GetParametersByPathCommand({ ...all, NextToken: first.NextToken }))
    expect([first.Parameters?.length, second.Parameters?.length, second.NextToken]).toEqual([3, 1, undefined])
    await expect(ssm.send(new GetParametersByPathCommand({ Path: 'shop' }))).rejects.toMatchObject({
      message: expect.stringMatching(/^The parameter doesn't meet the parameter name requirements\./),
    })
    await expect(
      ssm.send(new GetParametersByPathCommand({ ...all, NextToken: 'nonsense!' })),
    ).rejects.toMatchObject({ name: 'InvalidNextToken' })
  })

  it.each<[ParameterStringFilter, string[]]>([
    [{ Key: 'Name', Values: ['/shop/a', 'root'] }, ['root', '/shop/a']],
    [{ Key: 'Name', Option: 'BeginsWith', Values: ['/shop/d'] }, ['/shop/deep/c']],
    [{ Key: 'Name', Option: 'Contains', Values: ['oo'] }, ['root']],
    [{ Key: 'Type', Values: ['StringList'] }, ['/shop/a']],
    [{ Key: 'Tier', Values: ['Advanced'] }, ['/shop/deep/c']],
    [{ Key: 'Path', Values: ['/shop'] }, ['/shop/b', '/shop/a']],
    [{ Key: 'Path', Option: 'Recursive', Values: ['/shop/deep'] }, ['/shop/deep/c']],
    [{ Key: 'tag:team' }, ['/shop/b']],
    [{ Key: 'tag:team', Values: ['blue'] }, []],
    [{ Key: 'KeyId', Values: ['alias/aws/ssm'] }, []],
  ])('are described by the filter %j', async (filter, names) => {
    const { Parameters } = await ssm.send(new DescribeParametersCommand({ ParameterFilters: [filter] }))
    expect(Parameters?.map(({ Name }) => Name)).toEqual(names)
  })

  it.each<[ParameterStringFilter, string]>([
    [{ Key: 'Label', Values: ['x'] }, 'InvalidFilterKey'],
    [{ Key: 'Name' }, 'InvalidFilterValue'],
    [{ Key: 'Type', Values: ['Strings'] }, 'InvalidFilterOption'],
    [{ Key: 'Path', Option: 'Equals', Values: ['/shop'] }, 'InvalidFilterOption'],
    [{ Key: 'Other', Values: ['x'] }, 'ValidationException'],
  ])('are not described by the filter %j', async (filter, name) => {
    const described = ssm.send(new DescribeParametersCommand({ ParameterFilters: [filter] }))
    await expect(described).rejects.toMatchObject({ name })
  })
})
