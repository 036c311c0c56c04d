import { describeViolations } from '../../validation.ts'
import { Fault } from '../../fault.ts'
import type { Service } from '../../operation.ts'
import { assumeRole } from './assume-role.ts'
import { getAccessKeyInfo } from './get-access-key-info.ts'
import { getCallerIdentity } from './get-caller-identity.ts'
import { getSessionToken } from './get-session-token.ts'

/** AWS Security Token Service. */
export const sts: Service = {
  model: 'sts',
  operations: {
    AssumeRole: assumeRole,
    GetAccessKeyInfo: getAccessKeyInfo,
    GetCallerIdentity: getCallerIdentity,
    GetSessionToken: getSessionToken,
  },
  violation: (violations) => new Fault('ValidationError', describeViolations(violations)),
}
