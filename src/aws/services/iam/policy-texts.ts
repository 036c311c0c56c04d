import type { Fault } from '../../fault.ts'
import { parseResourceAsLegacy } from './legacy-parsing.ts'
import { malformed } from './malformed.ts'

const iamResources =
  'user/ federated-user/ role/ group/ instance-profile/ mfa/ server-certificate/ policy/ ' +
  'sms-mfa/ saml-provider/ oidc-provider/ report/ access-report/'
const iamResourceStarts = iamResources.split(' ')

/** Checks the form of an action pattern: `s3:Get*`. Throws MalformedPolicyDocument with IAM's texts. */
export function checkAction(action: string): void {
  const [vendor = '', ...names] = action.split(':')
  if (names.length === 0 && vendor !== '*') {
    throw malformed('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.')
  }
  if (names.length > 1) throw malformed('Actions/Condition can contain only one colon.')
  if (vendor !== '*' && /[^a-zA-Z0-9\-.]/.test(vendor)) throw malformed(`Vendor ${vendor} is not valid`)
}

/**
 * What is wrong with the form of a resource pattern, in IAM's texts: IAM looks at the whole policy before it says so.
 * Throws MalformedPolicyDocument for what already fails its second reading.
 */
export function resourceFault(resource: string): Fault | undefined {
  if (resource === '*') return undefined
  if (!resource.includes(':')) return malformed(`Resource ${resource} must be in ARN format or "*".`)
  const [, partition = '', ...rest] = resource.split(':')
  if (partition !== '*' && !/^aws(-[a-z-]+)?$/.test(partition)) {
    const [service = '*', region = '*', account = '*', ...id] = rest
    const arn = `arn:${partition}:${service}:${region}:${account}:${id.length > 0 ? id.join(':') : '*'}`
    return malformed(`Partition "${partition}" is not valid for resource "${arn}".`)
  }
  if (rest.length === 0)
    return malformed('Resource vendor must be fully qualified and cannot contain regexes.')
  const [service = '', region = '', , ...id] = rest
  const fault = placeFault(resource, service, region, id.join(':'))
  if (!fault) parseResourceAsLegacy(resource)
  return fault
}

function placeFault(resource: string, service: string, region: string, id: string): Fault | undefined {
  if (service === 's3' && region !== '' && !id.startsWith('accesspoint')) {
    return malformed(`Resource ${resource} can not contain region information.`)
  }
  if (service !== 'iam') return undefined
  if (region !== '') return malformed(`IAM resource ${resource} cannot contain region information.`)
  if (id !== '' && !id.startsWith('*') && !iamResourceStarts.some((start) => id.startsWith(start))) {
    return malformed(`IAM resource path must either be "*" or start with ${iamResourceStarts.join(', ')}.`)
  }
  return undefined
}
