import type { Setting, SettingName } from '@aws-sdk/client-ecs'
import { accountSettings } from '../../../model/ecs/tables.ts'
import type { Transaction, View } from '../../../model/state.ts'
import { rootArn } from './caller-arn.ts'
import { invalidParameter } from './errors.ts'

const switches: readonly string[] = ['enabled', 'disabled']
/** Since April 2021 every account has these on. */
const longArns = /LongArnFormat$/

/** The account settings: what they are where nobody set them, and what they may be. */
const known: Readonly<Record<SettingName, { readonly value: string; readonly allowed: readonly string[] }>> =
  {
    serviceLongArnFormat: { value: 'enabled', allowed: switches },
    taskLongArnFormat: { value: 'enabled', allowed: switches },
    containerInstanceLongArnFormat: { value: 'enabled', allowed: switches },
    awsvpcTrunking: { value: 'disabled', allowed: switches },
    containerInsights: { value: 'disabled', allowed: ['enabled', 'enhanced', 'disabled'] },
    fargateFIPSMode: { value: 'disabled', allowed: switches },
    tagResourceAuthorization: { value: 'on', allowed: ['on', 'off'] },
    fargateTaskRetirementWaitPeriod: { value: '7', allowed: ['0', '7', '14'] },
    guardDutyActivate: { value: 'off', allowed: [] },
    defaultLogDriverMode: { value: 'non-blocking', allowed: ['blocking', 'non-blocking'] },
    fargateEventWindows: { value: 'disabled', allowed: switches },
  }

/** The names of all account settings, in the order in which they are listed. */
export const settingNames = Object.keys(known) as readonly SettingName[]

/** Key of a setting's row. */
export function settingKey(name: SettingName, principalArn: string): string {
  return `${name} ${principalArn}`
}

/** A setting as it is in force for a principal: its own, the account's default, or ECS's. */
export function accountSettingOf(view: View, principalArn: string, name: SettingName): Setting {
  const own = view.get(accountSettings, settingKey(name, principalArn))
  const root = view.get(accountSettings, settingKey(name, rootArn(view.account)))
  const value = own?.value ?? root?.value ?? known[name].value
  return { name, value, principalArn, type: typeOf(name) }
}

/** Sets an account setting. Throws for a value it cannot have, and for one that only AWS sets. */
export function putSetting(tx: Transaction, name: SettingName, value: string, principalArn: string): Setting {
  const { allowed } = known[name]
  if (allowed.length === 0) throw invalidParameter(`You cannot change the ${name} account setting.`)
  if (!allowed.includes(value)) throw invalidParameter("Invalid setting 'value'")
  if (longArns.test(name) && value === 'disabled') {
    throw invalidParameter('You can no longer disable Long Arn settings')
  }
  tx.put(accountSettings, settingKey(name, principalArn), { name, value, principalArn })
  return { name, value, principalArn, type: typeOf(name) }
}

/** Who sets it: the user, or AWS. */
export function typeOf(name: SettingName): 'user' | 'aws_managed' {
  return name === 'guardDutyActivate' ? 'aws_managed' : 'user'
}
