/** A prefix list that AWS manages: the addresses of one of its services in a region. */
export interface ManagedPrefixListFacts {
  readonly prefixListId: string
  /** `com.amazonaws.us-east-1.s3` */
  readonly prefixListName: string
  readonly addressFamily: 'IPv4' | 'IPv6'
  readonly cidrs: readonly string[]
}

/**
 * Ids and ranges as `ip-ranges.json` and `describe-managed-prefix-lists` gave them for these regions. Other regions
 * have lists of their own, with an id and ranges that follow from the region's name.
 */
const known: Readonly<Record<string, { s3: [string, ...string[]]; dynamodb: [string, ...string[]] }>> = {
  'us-east-1': {
    s3: ['pl-63a5400a', '54.231.0.0/16', '52.216.0.0/15', '3.5.0.0/19', '16.182.0.0/16', '18.34.0.0/19'],
    dynamodb: ['pl-02cd2c6b', '3.218.180.0/22', '52.94.0.0/22', '52.119.224.0/20'],
  },
  'us-west-2': {
    s3: ['pl-68a54001', '52.218.128.0/17', '52.92.128.0/17', '3.5.76.0/22', '3.5.80.0/21', '18.34.48.0/20'],
    dynamodb: ['pl-00a54069', '35.71.64.0/22', '52.94.10.0/23', '52.94.12.0/24', '52.119.252.0/22'],
  },
  'ap-northeast-2': {
    s3: [
      'pl-78a54011',
      '52.219.56.0/22',
      '52.219.60.0/23',
      '52.219.144.0/22',
      '52.219.148.0/23',
      '3.5.140.0/22',
    ],
    dynamodb: ['pl-48a54021', '52.94.24.0/23', '3.37.0.0/22'],
  },
}

/** The prefix lists of AWS's own that a region has: those of the services with gateway endpoints. */
export function managedPrefixLists(region: string): ManagedPrefixListFacts[] {
  const lists = known[region]
  return (['s3', 'dynamodb'] as const).map((service) => {
    const [prefixListId, ...cidrs] = lists?.[service] ?? madeUp(region, service)
    return {
      prefixListId,
      prefixListName: `com.amazonaws.${region}.${service}`,
      addressFamily: 'IPv4',
      cidrs,
    }
  })
}

/** The list of this id in a region. */
export function managedPrefixList(region: string, prefixListId: string): ManagedPrefixListFacts | undefined {
  return managedPrefixLists(region).find((list) => list.prefixListId === prefixListId)
}

/** FNV-1a over the name gives the id; S3 lives in 52.219.0.0/16 and DynamoDB in 52.94.0.0/16 in most regions. */
function madeUp(region: string, service: 's3' | 'dynamodb'): [string, ...string[]] {
  let hash = 0x811c9dc5
  for (const character of `${region}/${service}`) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0
  }
  const block = service === 's3' ? `52.219.${(hash & 63) * 4}.0/22` : `52.94.${(hash & 127) * 2}.0/23`
  return [`pl-${hash.toString(16).padStart(8, '0')}`, block]
}
