/** The account where nothing says which it is. */
export const defaultAccount = '000000000000'
/** The region where nothing says which it is. */
export const defaultRegion = 'us-east-1'

/**
 * Accounts and regions that ARNs name, also those that are put together: `["arn:", {"Ref": "AWS::Partition"},
 * ":iam::123456789012:role/name"]`. `aws` as account is AWS itself.
 */
const arns =
  /(?:arn:aws[a-z-]*|\$\{AWS::Partition\}|["' ]):([a-z0-9-]+):([a-z]{2}(?:-[a-z]+)+-\d)?:(\d{12})?:/g
/** Registries of Amazon ECR. */
const registries = /(\d{12})\.dkr\.ecr\.([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com/g
/** Whatever stands there is the region, also where it is a stand-in such as `test-region`. */
const options = /awslogs-region["']?\s*[:=]\s*["']?([a-z]+(?:-[a-z0-9]+)+)/g
/** The default of a parameter decides only where nothing else does. */
const defaults = /\bdefault["']?\s*:\s*["']?([a-z]{2}(?:-[a-z]+)+-\d)\b/gi

/**
 * The account and region that a project's own texts name most often. A template that spells its ARNs out would not
 * fit itself if it were read for another account.
 */
export function likelyPlace(texts: readonly string[]): {
  readonly account?: string
  readonly region?: string
} {
  const accounts = new Map<string, number>()
  const regions = new Map<string, number>()
  const count = (counts: Map<string, number>, value: string | undefined, weight: number): void => {
    if (value !== undefined && value !== '') counts.set(value, (counts.get(value) ?? 0) + weight)
  }
  for (const text of texts) {
    for (const [, , region, account] of text.matchAll(arns)) {
      count(accounts, account, 2)
      count(regions, region, 2)
    }
    // Images often come from another account; they decide only where nothing else does.
    for (const [, account, region] of text.matchAll(registries)) {
      count(accounts, account, 0.01)
      count(regions, region, 1)
    }
    for (const [, region] of text.matchAll(options)) count(regions, region, 1)
    for (const [, region] of text.matchAll(defaults)) count(regions, region, 0.01)
  }
  const account = mostOf(accounts)
  const region = mostOf(regions)
  return { ...(account === undefined ? {} : { account }), ...(region === undefined ? {} : { region }) }
}

function mostOf(counts: ReadonlyMap<string, number>): string | undefined {
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0]
}
