import type { PutAccountSettingDefaultRequest, PutAccountSettingDefaultResponse } from '@aws-sdk/client-ecs'
import type { Operation } from '../../operation.ts'
import { putSetting } from './account-setting.ts'
import { rootArn } from './caller-arn.ts'
import { invalidParameter } from './errors.ts'

/** Sets an account setting for all users and roles that have none of their own. */
export const putAccountSettingDefault: Operation<
  PutAccountSettingDefaultRequest,
  PutAccountSettingDefaultResponse
> = (tx, { name, value = '' }) => {
  if (name === undefined) throw invalidParameter('name cannot be blank.')
  return { setting: putSetting(tx, name, value, rootArn(tx.account)) }
}
