import type { SettingName } from '@aws-sdk/client-ecs'

/** A setting of one principal, or the account's default. Writer: the ECS operations. */
export interface AccountSettingRow {
  readonly name: SettingName
  readonly value: string
  /** The user or role; the account's root for the default. */
  readonly principalArn: string
}
