import type { Sourced, Template } from '../../model/template.ts'

/** What `Rules` of synthesized templates compare with; new enough for every one of them. */
const bootstrapVersion = '30'

/** Parameter Store values that the CDK's bootstrap stack would have left in the account, by name. */
export function ssmDefaults(template: Template): ReadonlyMap<string, string> {
  const names = [...template.parameters.values()]
    .filter(({ type }) => type.startsWith('AWS::SSM::Parameter::Value<'))
    .flatMap((parameter) => parameter.default?.value ?? [])
    .filter((name) => /^\/cdk-bootstrap\/[^/]+\/version$/.test(name))
  return new Map(names.map((name) => [name, bootstrapVersion]))
}

/** Adds values for the asset parameters of older CDK templates, which only `cdk deploy` would fill in. */
export function withAssetDefaults(
  template: Template,
  given: ReadonlyMap<string, Sourced<string>>,
): ReadonlyMap<string, Sourced<string>> {
  const values = new Map(given)
  for (const parameter of template.parameters.values()) {
    if (values.has(parameter.name) || parameter.default) continue
    const value = assetValue(parameter.name)
    if (value !== undefined) values.set(parameter.name, { value, source: parameter.source })
  }
  return values
}

function assetValue(name: string): string | undefined {
  const [, hash = '', kind] =
    /^AssetParameters([0-9a-f]{64})(S3Bucket|S3VersionKey|ArtifactHash)/.exec(name) ?? []
  if (kind === 'S3Bucket') return 'cdk-assets'
  if (kind === 'S3VersionKey') return `assets/||${hash}.zip`
  return kind === 'ArtifactHash' ? hash : undefined
}
