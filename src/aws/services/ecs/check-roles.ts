import { trustAnswer } from '../../../launch/trust-policy.ts'
import type { View } from '../../../model/state.ts'
import { roleOfArn } from '../../../model/iam/role-of-arn.ts'
import { clientException } from './errors.ts'

/**
 * Checks that ECS can assume the roles of a task that RunTask starts. A service finds out when it launches; RunTask
 * answers at once (spec ERRORS A-21, LAUNCH step 1).
 */
export function checkRoles(view: View, roleArns: readonly (string | undefined)[]): void {
  for (const roleArn of roleArns) {
    if (!roleArn) continue
    const role = roleOfArn(view, roleArn)
    const by = { service: 'ecs-tasks.amazonaws.com', region: view.region, account: view.account }
    if (role && trustAnswer(role.assumeRolePolicyDocument, by).kind !== 'not-trusted') continue
    throw clientException(
      `ECS was unable to assume the role '${roleArn}' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.`,
    )
  }
}
