/** What a resource type is, as far as it needs no knowledge of the service behind it. */
export type ResourceKind =
  | 'service'
  | 'metadata'
  | 'serverless'
  | 'custom'
  | 'module'
  | 'nested-stack'
  | 'macro'

/**
 * Tells what a resource type is. `metadata` (AWS::CDK::Metadata) creates nothing and may be left out
 * without a word; `serverless` is turned into other types by a transform that runs in AWS; the rest is made by code
 * or templates of the account.
 */
export function resourceKind(type: string): ResourceKind {
  if (type === 'AWS::CDK::Metadata') return 'metadata'
  if (type.startsWith('AWS::Serverless::')) return 'serverless'
  if (type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource') return 'custom'
  if (type === 'AWS::CloudFormation::Stack') return 'nested-stack'
  if (type === 'AWS::CloudFormation::Macro') return 'macro'
  return type.endsWith('::MODULE') ? 'module' : 'service'
}
