import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { containsAddress, parseAddress, parseCidr } from '../model/ec2/cidr.ts'
import type { NetworkAclEntryFacts } from '../model/network/rule-facts.ts'
import { addressSet, blockSet } from './address-set.ts'
import { passNetworkAcl } from './network-acl-passage.ts'

const entry: fc.Arbitrary<NetworkAclEntryFacts> = fc.record(
  {
    ruleNumber: fc.integer({ min: 1, max: 50 }),
    egress: fc.constant(true),
    ruleAction: fc.constantFrom('allow' as const, 'deny' as const),
    protocol: fc.constantFrom('6', '17', '-1'),
    cidr: fc.constantFrom('0.0.0.0/0', '10.0.0.0/8', '10.1.0.0/16', '10.1.2.0/24', '::/0'),
    portRange: fc.constantFrom({ from: 443, to: 443 }, { from: 0, to: 1023 }, { from: 1024, to: 65_535 }),
  },
  { requiredKeys: ['ruleNumber', 'egress', 'ruleAction', 'protocol', 'cidr'] },
)
const entries = fc.uniqueArray(entry, { maxLength: 8, selector: ({ ruleNumber }) => ruleNumber })
const address = fc.constantFrom('10.1.2.3', '10.1.9.3', '10.9.9.3', '8.8.8.8')
const port = fc.constantFrom(80, 443, 1024, 60_000)

/** What one packet meets, tried entry by entry. */
function firstMatch(entries: readonly NetworkAclEntryFacts[], text: string, port: number): boolean {
  const address = parseAddress(text)
  const found = entries
    .toSorted((one, other) => one.ruleNumber - other.ruleNumber)
    .find(({ protocol, cidr, portRange }) => {
      const parsed = parseCidr(cidr)
      if (!address || !parsed || !containsAddress(parsed, address)) return false
      if (protocol === '-1') return true
      return protocol === '6' && (!portRange || (portRange.from <= port && port <= portRange.to))
    })
  return found?.ruleAction === 'allow'
}

describe('a network ACL', () => {
  it('lets one packet pass exactly where the first entry that matches allows it', () => {
    fc.assert(
      fc.property(entries, address, port, (entries, text, port) => {
        const peer = addressSet(text) ?? blockSet([])
        const traffic = {
          protocol: '6',
          peer,
          peerName: text,
          ports: { from: port, to: port },
          peerGroupIds: [],
        }
        const { passes } = passNetworkAcl({ networkAclId: 'acl-1', entries }, true, traffic)
        expect(passes).toBe(firstMatch(entries, text, port) ? 'yes' : 'no')
      }),
      { numRuns: 500 },
    )
  })

  it('says yes or no to many packets only where it says so to each', () => {
    fc.assert(
      fc.property(entries, (entries) => {
        const peer = blockSet(['10.1.0.0/16'])
        const traffic = {
          protocol: '6',
          peer,
          peerName: 'many',
          ports: { from: 0, to: 2000 },
          peerGroupIds: [],
        }
        const { passes } = passNetworkAcl({ networkAclId: 'acl-1', entries }, true, traffic)
        const each = ['10.1.2.3', '10.1.9.3'].flatMap((text) =>
          [80, 443, 1024].map((port) => firstMatch(entries, text, port)),
        )
        expect(passes).toBe(each.every(Boolean) ? 'yes' : each.some(Boolean) ? 'unknown' : 'no')
      }),
      { numRuns: 500 },
    )
  })
})
