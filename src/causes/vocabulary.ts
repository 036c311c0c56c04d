import type { Cause } from './cause.ts'
import { execRoleMissingSsmPermission } from './secrets/exec-role-missing-ssm-permission.ts'
import { noRouteToAwsApi } from './network/no-route-to-aws-api.ts'
import { oomKilled } from './application/oom-killed.ts'

/** Every root cause, in the order of the chapters. Written by `tools/cause-vocabulary.ts`. */
export const vocabulary: readonly Cause[] = [execRoleMissingSsmPermission, noRouteToAwsApi, oomKilled]
