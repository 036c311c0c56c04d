/** The transform of SAM: what it adds is named after what it adds it for. */
export const serverless = 'AWS::Serverless-2016-10-31'
/** Stands among the transforms where a loop is left out: what it makes may be named anywhere. */
export const openLoop = 'Fn::ForEach'
/** Transforms that add no resources that a template would mention. */
const closedTransforms = /^AWS::(?:LanguageExtensions|SecretsManager-|CodeDeployBlueGreen|ServiceCatalog)/

/**
 * Whether a macro or an include may rewrite anything of a template, so that what stands in it need not be what
 * CloudFormation gets.
 */
export function isRewritten(transforms: readonly string[]): boolean {
  return transforms.some((transform) => transform !== serverless && !closedTransforms.test(transform))
}
