/** A region of AWS's commercial partition. Zones are the last letters; ids have the same order. */
export interface RegionFacts {
  readonly region: string
  readonly longName: string
  /** True for regions that an account must enable first. */
  readonly optIn: boolean
  readonly zones: readonly { readonly zoneName: string; readonly zoneId: string }[]
}

/**
 * Region, its code in zone ids, its zones' letters, the numbers of their ids, its name; `+` marks opt-in regions.
 * Which letter is which number differs between real accounts; here the letters are in the numbers' order.
 * https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
const lines = `
us-east-1 use1 abcdef 123456 US East (N. Virginia)
us-east-2 use2 abc 123 US East (Ohio)
us-west-1 usw1 ac 13 US West (N. California)
us-west-2 usw2 abcd 1234 US West (Oregon)
ap-south-1 aps1 abc 123 Asia Pacific (Mumbai)
ap-northeast-1 apne1 acd 124 Asia Pacific (Tokyo)
ap-northeast-2 apne2 abcd 1234 Asia Pacific (Seoul)
ap-northeast-3 apne3 abc 123 Asia Pacific (Osaka)
ap-southeast-1 apse1 abc 123 Asia Pacific (Singapore)
ap-southeast-2 apse2 abc 123 Asia Pacific (Sydney)
ca-central-1 cac1 abd 124 Canada (Central)
eu-central-1 euc1 abc 123 Europe (Frankfurt)
eu-west-1 euw1 abc 123 Europe (Ireland)
eu-west-2 euw2 abc 123 Europe (London)
eu-west-3 euw3 abc 123 Europe (Paris)
eu-north-1 eun1 abc 123 Europe (Stockholm)
sa-east-1 sae1 abc 123 South America (Sao Paulo)
af-south-1 afs1 abc 123 +Africa (Cape Town)
ap-east-1 ape1 abc 123 +Asia Pacific (Hong Kong)
ap-east-2 ape2 abc 123 +Asia Pacific (Taipei)
ap-south-2 aps2 abc 123 +Asia Pacific (Hyderabad)
ap-southeast-3 apse3 abc 123 +Asia Pacific (Jakarta)
ap-southeast-4 apse4 abc 123 +Asia Pacific (Melbourne)
ap-southeast-5 apse5 abc 123 +Asia Pacific (Malaysia)
ap-southeast-6 apse6 abc 123 +Asia Pacific (New Zealand)
ap-southeast-7 apse7 abc 123 +Asia Pacific (Thailand)
ca-west-1 caw1 abc 123 +Canada West (Calgary)
eu-central-2 euc2 abc 123 +Europe (Zurich)
eu-south-1 eus1 abc 123 +Europe (Milan)
eu-south-2 eus2 abc 123 +Europe (Spain)
il-central-1 ilc1 abc 123 +Israel (Tel Aviv)
me-central-1 mec1 abc 123 +Middle East (UAE)
me-south-1 mes1 abc 123 +Middle East (Bahrain)
mx-central-1 mxc1 abc 123 +Mexico (Central)
`

function factsOf(line: string): RegionFacts {
  const [region = '', code = '', letters = '', numbers = '', ...name] = line.split(' ')
  const longName = name.join(' ')
  const zones = letters.split('').map((letter, index) => ({
    zoneName: `${region}${letter}`,
    zoneId: `${code}-az${numbers.charAt(index)}`,
  }))
  return { region, longName: longName.replace('+', ''), optIn: longName.startsWith('+'), zones }
}

/** Every commercial region, those enabled by default first. */
export const commercialRegions: readonly RegionFacts[] = lines.trim().split('\n').map(factsOf)

const byName = new Map(commercialRegions.map((facts) => [facts.region, facts]))

/** What is known of a region. A name that is not a commercial region's gets three zones, so that it works too. */
export function regionFacts(region: string): RegionFacts {
  return byName.get(region) ?? factsOf(`${region} ${zoneCode(region)} abc 123 ${region}`)
}

/** `us-gov-west-1` → `usgw1`, as the codes of known regions are made. */
function zoneCode(region: string): string {
  const [area = '', ...rest] = region.split('-')
  const number = rest.pop() ?? ''
  return `${area}${rest.map((part) => part.charAt(0)).join('')}${number}`
}
