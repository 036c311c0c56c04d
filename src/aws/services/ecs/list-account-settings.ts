import type { ListAccountSettingsRequest, ListAccountSettingsResponse, Setting } from '@aws-sdk/client-ecs'
import { accountSettings } from '../../../model/ecs/tables.ts'
import type { Operation } from '../../operation.ts'
import { accountSettingOf, settingNames, typeOf } from './account-setting.ts'
import { callerArn } from './caller-arn.ts'
import { invalidParameter } from './errors.ts'
import { pageOfItems } from './page-of.ts'

const DEFAULT_PAGE = 10

/** Lists the account settings of a principal: those that were set, or with `effectiveSettings` those in force. */
export const listAccountSettings: Operation<ListAccountSettingsRequest, ListAccountSettingsResponse> = (
  tx,
  request,
  context,
) => {
  if (request.value !== undefined && request.name === undefined) {
    throw invalidParameter('You must specify a setting name to use a value.')
  }
  const principal = request.principalArn ?? callerArn(context)
  const all: Setting[] = request.effectiveSettings
    ? settingNames.map((name) => accountSettingOf(tx, principal, name))
    : [...tx.all(accountSettings)]
        .filter(({ principalArn }) => principalArn === principal)
        .map((row) => ({ ...row, type: typeOf(row.name) }))
  const wanted = all
    .filter(({ name }) => request.name === undefined || name === request.name)
    .filter(({ value }) => request.value === undefined || value === request.value)
  const { items, nextToken } = pageOfItems(
    wanted,
    ({ name = '' }) => name,
    request,
    request.effectiveSettings ? 100 : DEFAULT_PAGE,
  )
  return { settings: items, nextToken }
}
