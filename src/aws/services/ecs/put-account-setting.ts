import type { PutAccountSettingRequest, PutAccountSettingResponse } from '@aws-sdk/client-ecs'
import type { Operation } from '../../operation.ts'
import { putSetting } from './account-setting.ts'
import { callerArn } from './caller-arn.ts'
import { invalidParameter } from './errors.ts'

/** Sets an account setting for the caller, or for the user or role named. */
export const putAccountSetting: Operation<PutAccountSettingRequest, PutAccountSettingResponse> = (
  tx,
  { name, value = '', principalArn },
  context,
) => {
  if (name === undefined) throw invalidParameter('name cannot be blank.')
  return { setting: putSetting(tx, name, value, principalArn ?? callerArn(context)) }
}
