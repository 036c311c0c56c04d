import { everything, type ServiceRules } from './rule.ts'

/** AWS STS, https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html */
export const stsRules: ServiceRules = {
  prefix: 'sts',
  open: [],
  operations: {
    // The trust policy decides together with the caller's own: AssumeRole asks for both.
    AssumeRole: 'none',
    GetAccessKeyInfo: everything,
    // "No permissions are required to perform this operation", even where a policy denies it.
    GetCallerIdentity: 'none',
    GetSessionToken: 'none',
  },
}
