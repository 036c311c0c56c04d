import type { GetAccountSummaryResponse } from '@aws-sdk/client-iam'
import { instanceProfiles, managedPolicies, roles, users } from '../../../model/iam/tables.ts'
import { policyUsage } from './policy-usage.ts'
import type { Operation } from '../../operation.ts'

/** Counts what the account has, beside IAM's default quotas. */
export const getAccountSummary: Operation<object, GetAccountSummaryResponse> = (tx) => {
  const policies = [...tx.all(managedPolicies)]
  const usage = policyUsage(tx)
  const inUse = policies.filter(({ arn }) => usage(arn).attachments > 0)
  return {
    SummaryMap: {
      Users: tx.count(users),
      UsersQuota: 5000,
      Groups: 0,
      GroupsQuota: 300,
      Roles: tx.count(roles),
      RolesQuota: 1000,
      InstanceProfiles: tx.count(instanceProfiles),
      InstanceProfilesQuota: 1000,
      Policies: policies.length,
      PoliciesQuota: 1500,
      PolicySizeQuota: 6144,
      PolicyVersionsInUse: inUse.length,
      PolicyVersionsInUseQuota: 10_000,
      VersionsPerPolicyQuota: 5,
      AttachedPoliciesPerRoleQuota: 10,
      AttachedPoliciesPerUserQuota: 10,
      AttachedPoliciesPerGroupQuota: 10,
      UserPolicySizeQuota: 2048,
      GroupPolicySizeQuota: 5120,
      AssumeRolePolicySizeQuota: 2048,
      GroupsPerUserQuota: 10,
      AccessKeysPerUserQuota: 2,
      SigningCertificatesPerUserQuota: 2,
      ServerCertificates: 0,
      ServerCertificatesQuota: 20,
      Providers: 0,
      MFADevices: 0,
      MFADevicesInUse: 0,
      AccountMFAEnabled: 0,
      AccountAccessKeysPresent: 0,
      AccountPasswordPresent: 0,
      AccountSigningCertificatesPresent: 0,
      GlobalEndpointTokenVersion: 1,
    },
  }
}
