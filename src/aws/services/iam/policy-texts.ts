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

/** Checks the form of a resource pattern. Throws MalformedPolicyDocument with IAM's texts. */
export function checkResource(resource: string): void {
  if (resource === '*') return
  if (!resource.includes(':')) throw malformed(`Resource ${resource} must be in ARN format or "*".`)
  const [, partition = '', ...rest] = resource.split(':')
  if (partition !== '*' && !/^aws(-[a-z-]+)?$/.test(partition)) {
    const [service = '*', region = '*', account = '*', ...id] = rest
    const arn = `arn:${partition}:${service}:${region}:${account}:${id.length > 0 ? id.join(':') : '*'}`
    throw malformed(`Partition "${partition}" is not valid for resource "${arn}".`)
  }
  if (rest.length === 0)
    throw malformed('Resource vendor must be fully qualified and cannot contain regexes.')
  const [service = '', region = '', , ...id] = rest
  checkPlace(resource, service, region, id.join(':'))
  // A pattern may leave parts out only when it has wildcards for them.
  if (rest.length < 4 && !resource.includes('*')) throw malformed('The policy failed legacy parsing')
}

function checkPlace(resource: string, service: string, region: string, id: string): void {
  if (service === 's3' && region !== '' && !id.startsWith('accesspoint')) {
    throw malformed(`Resource ${resource} can not contain region information.`)
  }
  if (service !== 'iam') return
  if (region !== '') throw malformed(`IAM resource ${resource} cannot contain region information.`)
  if (id !== '' && !id.startsWith('*') && !iamResourceStarts.some((start) => id.startsWith(start))) {
    throw malformed(`IAM resource path must either be "*" or start with ${iamResourceStarts.join(', ')}.`)
  }
}
