import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCase, worldOf } from '../../cases/network/read-world.ts'
import type { Destination } from '../model/network/destination.ts'
import type { InterfacePlacement } from '../model/network/interface-placement.ts'
import type { ReachVerdict } from '../model/network/reach-verdict.ts'
import { mayConnect } from './may-connect.ts'
import { reach } from './reach.ts'

const base = readCase('use private-nat').lines
const withEndpoints = readCase('use endpoints').lines
const from: InterfacePlacement = {
  subnetId: 'subnet-private',
  securityGroupIds: ['sg-task'],
  assignPublicIp: false,
  address: '10.0.1.20',
}
const api: Destination = { kind: 'aws-endpoint', service: 'ecr.api', region: 'ap-northeast-2' }
const bucket: Destination = { kind: 'aws-endpoint', service: 's3', region: 'ap-northeast-2' }
const aclLines = (lines: readonly string[]): string[] => ['acl acl-1 subnet-private', ...lines]
const kindOf = (lines: readonly string[], to: Destination): ReachVerdict['kind'] =>
  reach(from, to, worldOf(lines)).kind

const blocks = [
  '0.0.0.0/0',
  '10.0.0.0/16',
  '10.0.1.0/24',
  '52.0.0.0/8',
  '54.0.0.0/7',
  '0.0.0.0/1',
  '128.0.0.0/1',
]
const block = fc.constantFrom(...blocks)
const ports = fc.constantFrom('443', '80', '1-1024', '1024-65535', '32768-60999', '50000-65535', '0-65535')
const protocol = fc.constantFrom('tcp', 'udp', 'all')
const groupRule = fc
  .tuple(
    fc.constantFrom('out', 'in'),
    protocol,
    ports,
    fc.oneof(block, fc.constantFrom('sg-task', 'sg-endpoint')),
  )
  .map(([way, kind, port, peer]) => `allow sg-task ${way} ${kind} ${kind === 'all' ? 'all' : port} ${peer}`)
const aclRule = fc
  .tuple(
    fc.constantFrom('out', 'in'),
    fc.integer({ min: 1, max: 9 }),
    fc.constantFrom('allow', 'deny'),
    protocol,
    ports,
    block,
  )
  .map(([way, number, action, kind, port, cidr]) => {
    return `rule acl-1 ${way} ${number} ${action} ${kind} ${kind === 'all' ? 'all' : port} ${cidr}`
  })
const aclRules = fc
  .uniqueArray(aclRule, { maxLength: 6, selector: (line) => line.split(' ').slice(2, 4).join(' ') })
  .map(aclLines)
const world = fc.constantFrom(base, withEndpoints)
const destination = fc.constantFrom(api, bucket)
const closed = (lines: readonly string[]): string[] =>
  lines.filter((line) => !line.startsWith('allow sg-task'))

describe('reachability', () => {
  it('is never lost by one more rule of a security group', () => {
    const rules = fc.array(groupRule, { maxLength: 4 })
    fc.assert(
      fc.property(world, rules, groupRule, destination, (lines, rules, added, to) => {
        const before = kindOf([...closed(lines), ...rules], to)
        const after = kindOf([...closed(lines), ...rules, added], to)
        if (before === 'reachable') expect(after).toBe('reachable')
        if (after === 'unreachable') expect(before).toBe('unreachable')
      }),
    )
  })

  it('does not depend on the order in which entries of a network ACL are written', () => {
    fc.assert(
      fc.property(aclRules, world, destination, (rules, lines, to) => {
        const [acl = '', ...entries] = rules
        const one = reach(from, to, worldOf([...lines, acl, ...entries]))
        const other = reach(from, to, worldOf([...lines, acl, ...entries.toReversed()]))
        expect(other).toEqual(one)
      }),
    )
  })

  it('is never made by taking a route away, where no route lies in another', () => {
    const targets = fc.constantFrom('nat-1', 'igw-1', 'nat-gone', 'pcx-gone', 'tgw-1', 'local')
    const eights = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(
        eights,
        fc.array(targets, { minLength: 5, maxLength: 5 }),
        fc.nat(4),
        (firsts, to, lost) => {
          const routes = firsts.map((first, index) => `route rtb-private ${first}.0.0.0/8 ${to[index]}`)
          const rest = base.filter((line) => !line.startsWith('route rtb-private 0.0.0.0/0'))
          const fewer = routes.filter((_, index) => index !== lost % routes.length)
          for (const first of firsts) {
            const asked: Destination = { kind: 'address', address: `${first}.1.2.3`, port: 443 }
            if (kindOf([...rest, ...routes], asked) === 'unreachable') {
              expect(kindOf([...rest, ...fewer], asked)).toBe('unreachable')
            }
          }
        },
      ),
    )
  })

  it('is never turned round by knowing less', () => {
    const ids = ['sg-task', 'sg-endpoint', 'rtb-private', 'rtb-public', 'nat-1', 'igw-1', 'vpc-1', 'acl-1']
    const hidden = fc.subarray([...ids, 'endpoints-of-vpc-1', 'pl-78a54011', 'dns-of-vpc-1', 'subnet-public'])
    fc.assert(
      fc.property(world, aclRules, hidden, destination, (lines, acl, ids, to) => {
        const known = kindOf([...lines, ...acl], to)
        const less = kindOf([...lines, ...acl, ...ids.map((id) => `unknown ${id} more`)], to)
        if (less !== 'unknown') expect(less).toBe(known)
      }),
    )
  })

  it('holds for every address that a name may have, where it holds without knowing the address', () => {
    const address = fc
      .tuple(fc.constantFrom(1, 52, 54, 99, 140, 203), fc.nat(255))
      .map((parts) => `${parts.join('.')}.7.7`)
    fc.assert(
      fc.property(aclRules, fc.array(groupRule, { maxLength: 4 }), address, (acl, rules, address) => {
        const lines = [...closed(base), ...rules, ...acl]
        const unknown = kindOf(lines, api)
        const known = kindOf([...lines, `name api.ecr.ap-northeast-2.amazonaws.com ${address}`], api)
        if (unknown !== 'unknown') expect(known).toBe(unknown)
      }),
    )
  })

  it('needs no rule for answers', () => {
    const peer: InterfacePlacement = {
      subnetId: 'subnet-public',
      securityGroupIds: ['sg-endpoint'],
      address: '10.0.0.9',
    }
    fc.assert(
      fc.property(fc.array(groupRule, { maxLength: 5 }), (rules) => {
        const lines = [...closed(withEndpoints), ...rules]
        const asked = mayConnect(from, peer, 'tcp', 443, worldOf(lines)).kind
        const withoutAnswers = lines.filter((line) => !line.startsWith('allow sg-task in'))
        expect(mayConnect(from, peer, 'tcp', 443, worldOf(withoutAnswers)).kind).toBe(asked)
      }),
    )
  })
})
