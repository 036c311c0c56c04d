import type { Destination, DestinationUse } from '../../src/model/network/destination.ts'
import type { SubnetsPlacement } from '../../src/network/reach-from-subnets.ts'

/** What a question starts from: one subnet or several, groups, and what is known of its addresses. */
export interface Start extends SubnetsPlacement {
  readonly address?: string
  readonly ipv6Address?: string
}

/** Reads `subnet-a,subnet-b sg-1,sg-2 [public|public-unknown] [10.0.1.9] [2600::1] [id=eni-1]`. */
export function readStart(text: string): Start {
  const [subnets = '', groups = '', ...rest] = text.trim().split(/\s+/)
  const address = rest.find((word) => /^\d+\./.test(word))
  const ipv6Address = rest.find((word) => word.includes(':'))
  const id = rest.find((word) => word.startsWith('id='))?.slice(3)
  return {
    subnetIds: subnets.split(','),
    securityGroupIds: groups === 'default' ? [] : groups.split(','),
    ...(!rest.includes('public-unknown') && { assignPublicIp: rest.includes('public') }),
    ...(address !== undefined && { address }),
    ...(ipv6Address !== undefined && { ipv6Address }),
    ...(id !== undefined && { networkInterfaceId: id }),
  }
}

/** Reads what is to be reached; the forms are told in `README.md` beside this file. */
export function readDestination(text: string, region: string): Destination {
  const [word = '', ...rest] = text.trim().split(/\s+/)
  const [first = ''] = rest
  const uses = new Set(['ecr-layers', 'env-file', 'database', 'load-balancer-target'])
  const use = rest.find((one): one is DestinationUse => uses.has(one))
  const protocol = rest.includes('udp') ? 'udp' : 'tcp'
  const ofUse = use === undefined ? {} : { use }
  switch (word) {
    case 'host': {
      const [host = '', port] = first.split(':')
      return { kind: 'host', host, port: Number(port) }
    }
    case 'address': {
      const at = first.lastIndexOf(':')
      const address = first.slice(0, at).replace(/^\[(.*)\]$/, '$1')
      return { kind: 'address', address, port: Number(first.slice(at + 1)), protocol, ...ofUse }
    }
    case 'interface': {
      const { subnetIds, ...placement } = readStart(`${first} ${rest[1]} ${rest.slice(3).join(' ')}`)
      const port = Number(rest[2])
      return { kind: 'interface', placement: { ...placement, subnetId: subnetIds[0] ?? '' }, port, protocol, ...ofUse }
    }
    case 'efs':
      return { kind: 'file-system', fileSystemId: first, region }
    default: {
      const named = rest.find((one) => /^[a-z]{2}-[a-z]+-\d$/.test(one))
      const host = rest.find((one) => one.includes('.amazonaws.'))
      return {
        kind: 'aws-endpoint',
        service: word,
        region: named ?? region,
        ...(host !== undefined && { host }),
        ...ofUse,
      }
    }
  }
}
