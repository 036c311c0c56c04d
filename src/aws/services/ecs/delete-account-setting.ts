import type { DeleteAccountSettingRequest, DeleteAccountSettingResponse } from '@aws-sdk/client-ecs'
import { accountSettings } from '../../../model/ecs/tables.ts'
import type { Operation } from '../../operation.ts'
import { accountSettingOf, settingKey, typeOf } from './account-setting.ts'
import { callerArn } from './caller-arn.ts'
import { invalidParameter } from './errors.ts'

/** Takes back an account setting of the caller, or of the user or role named; the default is in force again. */
export const deleteAccountSetting: Operation<DeleteAccountSettingRequest, DeleteAccountSettingResponse> = (
  tx,
  { name, principalArn },
  context,
) => {
  if (name === undefined) throw invalidParameter('name cannot be blank.')
  const principal = principalArn ?? callerArn(context)
  const { value } = accountSettingOf(tx, principal, name)
  tx.delete(accountSettings, settingKey(name, principal))
  return { setting: { name, value, principalArn: principal, type: typeOf(name) } }
}
