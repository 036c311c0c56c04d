import {
  DeleteAccountSettingCommand,
  ListAccountSettingsCommand,
  PutAccountSettingCommand,
  PutAccountSettingDefaultCommand,
} from '@aws-sdk/client-ecs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEcsAccount, type EcsAccount } from '../../../../test/support/ecs-account.ts'

let account: EcsAccount
const root = 'arn:aws:iam::000000000000:root'
const user = 'arn:aws:iam::000000000000:user/ann'

beforeAll(async () => {
  account = await openEcsAccount()
})
afterAll(async () => {
  await account.close()
})

async function effective(principalArn: string): Promise<Record<string, string>> {
  const { settings = [] } = await account.ecs.send(
    new ListAccountSettingsCommand({ effectiveSettings: true, principalArn }),
  )
  return Object.fromEntries(settings.map(({ name = '', value = '' }) => [name, value]))
}

describe('account settings', () => {
  it('are what ECS has where nobody set them', async () => {
    const { settings } = await account.ecs.send(new ListAccountSettingsCommand({}))
    expect(settings).toEqual([])
    expect(await effective(root)).toEqual({
      serviceLongArnFormat: 'enabled',
      taskLongArnFormat: 'enabled',
      containerInstanceLongArnFormat: 'enabled',
      awsvpcTrunking: 'disabled',
      containerInsights: 'disabled',
      fargateFIPSMode: 'disabled',
      tagResourceAuthorization: 'on',
      fargateTaskRetirementWaitPeriod: '7',
      guardDutyActivate: 'off',
      defaultLogDriverMode: 'non-blocking',
      fargateEventWindows: 'disabled',
    })
  })

  it('are a principal’s own before the account’s default', async () => {
    const { setting } = await account.ecs.send(
      new PutAccountSettingDefaultCommand({ name: 'containerInsights', value: 'enabled' }),
    )
    expect(setting).toMatchObject({
      name: 'containerInsights',
      value: 'enabled',
      principalArn: root,
      type: 'user',
    })
    expect((await effective(user)).containerInsights).toBe('enabled')
    await account.ecs.send(
      new PutAccountSettingCommand({ name: 'containerInsights', value: 'disabled', principalArn: user }),
    )
    expect((await effective(user)).containerInsights).toBe('disabled')
    const own = await account.ecs.send(new ListAccountSettingsCommand({ principalArn: user }))
    expect(own.settings).toMatchObject([{ name: 'containerInsights', value: 'disabled', principalArn: user }])
    await account.ecs.send(new DeleteAccountSettingCommand({ name: 'containerInsights', principalArn: user }))
    expect((await effective(user)).containerInsights).toBe('enabled')
  })

  it('decide what a new cluster has', async () => {
    const { cluster } = (await account.call('CreateCluster', {})) as { cluster: { settings: unknown } }
    expect(cluster.settings).toEqual([{ name: 'containerInsights', value: 'enabled' }])
  })

  it('are listed by name and value', async () => {
    const { settings } = await account.ecs.send(
      new ListAccountSettingsCommand({ effectiveSettings: true, name: 'awsvpcTrunking', value: 'disabled' }),
    )
    expect(settings?.map(({ name }) => name)).toEqual(['awsvpcTrunking'])
  })

  it.each([
    ['PutAccountSetting', { name: 'awsvpcTrunking', value: 'maybe' }, "Invalid setting 'value'"],
    [
      'PutAccountSetting',
      { name: 'guardDutyActivate', value: 'on' },
      'You cannot change the guardDutyActivate account setting.',
    ],
    [
      'PutAccountSetting',
      { name: 'serviceLongArnFormat', value: 'disabled' },
      'You can no longer disable Long Arn settings',
    ],
    [
      'PutAccountSettingDefault',
      { name: 'taskLongArnFormat', value: 'disabled' },
      'You can no longer disable Long Arn settings',
    ],
    ['ListAccountSettings', { value: 'enabled' }, 'You must specify a setting name to use a value.'],
  ])('%s refuses %j', async (operation, input, message) => {
    await expect(account.call(operation, input)).rejects.toMatchObject({
      code: 'InvalidParameterException',
      message,
    })
  })
})
