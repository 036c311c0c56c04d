import { describe, expect, it } from 'vitest'
import { Store } from '../../store/store.ts'
import type { Transaction } from '../state.ts'
import { allocateInterface } from './allocate-interface.ts'
import { plainSubnet } from './default-network.ts'
import { seededHex } from './fresh-hex.ts'
import type { NetworkInterfaceRow } from './network-interface.ts'
import { releaseInterface } from './release-interface.ts'
import { freeAddresses } from './subnet-addresses.ts'
import type { SubnetRow } from './subnet.ts'
import { networkInterfaces, secondaryAddresses, subnets, subnetUsage } from './tables.ts'

const region = { account: '000000000000', region: 'ap-northeast-2' }

function subnetOf(cidrBlock: string): SubnetRow {
  const zone = { availabilityZone: 'ap-northeast-2a', availabilityZoneId: 'apne2-az1' }
  return { ...plainSubnet, ...zone, subnetId: 'subnet-1', vpcId: 'vpc-1', cidrBlock }
}

function inSubnet<Result>(cidrBlock: string, run: (tx: Transaction, subnet: SubnetRow) => Result): Result {
  const subnet = subnetOf(cidrBlock)
  return new Store().transact(region, (tx) => {
    tx.put(subnets, subnet.subnetId, subnet)
    return run(tx, subnet)
  }).result
}

function allocated(made: ReturnType<typeof allocateInterface>): NetworkInterfaceRow {
  if ('failed' in made) throw new Error(made.failed)
  return made
}

describe('a network interface', () => {
  const fresh = seededHex('test')
  const plain = { subnetId: 'subnet-1', securityGroupIds: ['sg-1'] }

  it('gets every address of a subnet but the first four and the last, each once', () => {
    inSubnet('10.0.0.16/28', (tx, subnet) => {
      const made = Array.from({ length: 11 }, () => allocated(allocateInterface(tx, plain, fresh, 1)))
      const addresses = made.map((row) => row.privateIpAddress).toSorted()
      expect(addresses).toEqual(Array.from({ length: 11 }, (_, index) => `10.0.0.${20 + index}`))
      expect(freeAddresses(tx, subnet)).toBe(0)
      expect(allocateInterface(tx, plain, fresh, 1)).toEqual({ failed: 'InsufficientFreeAddressesInSubnet' })
    })
  })

  it('follows from the fresh ids alone', () => {
    const one = inSubnet('10.0.0.0/20', (tx) => allocateInterface(tx, plain, seededHex('a'), 1))
    const same = inSubnet('10.0.0.0/20', (tx) => allocateInterface(tx, plain, seededHex('a'), 1))
    const other = inSubnet('10.0.0.0/20', (tx) => allocateInterface(tx, plain, seededHex('b'), 1))
    expect(same).toEqual(one)
    expect(other).not.toEqual(one)
  })

  it('looks as AWS makes it', () => {
    inSubnet('10.0.1.0/24', (tx) => {
      const attachment = { instanceOwnerId: 'amazon-aws', deviceIndex: 1, deleteOnTermination: false }
      const made = allocated(
        allocateInterface(tx, { ...plain, assignPublicIp: true, requesterId: 'ecs', attachment }, fresh, 7),
      )
      expect(made.networkInterfaceId).toMatch(/^eni-[0-9a-f]{17}$/)
      expect(made.macAddress).toMatch(/^02(:[0-9a-f]{2}){5}$/)
      const name = `ip-${made.privateIpAddress.replaceAll('.', '-')}.ap-northeast-2.compute.internal`
      expect(made).toMatchObject({
        privateDnsName: name,
        requesterManaged: true,
        availabilityZone: 'ap-northeast-2a',
      })
      expect(made.association?.publicIp).toMatch(/^198\.1[89]\./)
      expect(made.association?.ipOwnerId).toBe('amazon')
      expect(made.attachment).toMatchObject({ attachTimeMs: 7, deviceIndex: 1 })
      expect(made.attachment?.attachmentId).toMatch(/^eni-attach-/)
    })
  })

  it('takes wanted addresses, and refuses those that are taken, kept by AWS or outside', () => {
    inSubnet('10.0.1.0/24', (tx) => {
      const secondary = { ...plain, privateIpAddress: '10.0.1.9', secondaryPrivateIpAddresses: ['10.0.1.10'] }
      allocated(allocateInterface(tx, secondary, fresh, 1))
      for (const privateIpAddress of ['10.0.1.9', '10.0.1.10']) {
        const taken = allocateInterface(tx, { ...plain, privateIpAddress }, fresh, 1)
        expect(taken).toEqual({ failed: 'address-in-use', address: privateIpAddress })
      }
      for (const privateIpAddress of ['10.0.1.0', '10.0.1.3', '10.0.1.255', '10.0.2.9', 'x']) {
        const outside = allocateInterface(tx, { ...plain, privateIpAddress }, fresh, 1)
        expect(outside).toEqual({ failed: 'address-outside-subnet', address: privateIpAddress })
      }
    })
  })

  it('chooses several addresses where even the last ones are needed', () => {
    inSubnet('10.0.0.16/28', (tx, subnet) => {
      const fixed = { hex: (digits: number) => '0'.repeat(digits) }
      const made = allocated(
        allocateInterface(tx, { ...plain, secondaryPrivateIpAddressCount: 10 }, fixed, 1),
      )
      expect(new Set([made.privateIpAddress, ...made.secondaryPrivateIpAddresses]).size).toBe(11)
      expect(freeAddresses(tx, subnet)).toBe(0)
    })
  })

  it('leaves nothing behind when it is released', () => {
    inSubnet('10.0.1.0/24', (tx, subnet) => {
      const made = allocated(allocateInterface(tx, { ...plain, secondaryPrivateIpAddressCount: 3 }, fresh, 1))
      expect(freeAddresses(tx, subnet)).toBe(247)
      releaseInterface(tx, made.networkInterfaceId)
      releaseInterface(tx, made.networkInterfaceId)
      expect(freeAddresses(tx, subnet)).toBe(251)
      for (const table of [networkInterfaces, secondaryAddresses, subnetUsage]) {
        expect(tx.count(table as typeof subnets)).toBe(0)
      }
    })
  })

  it('is made as fast among thousands', () => {
    inSubnet('10.0.0.0/16', (tx, subnet) => {
      const start = performance.now()
      for (let count = 0; count < 10_000; count += 1) allocated(allocateInterface(tx, plain, fresh, 1))
      expect(freeAddresses(tx, subnet)).toBe(2 ** 16 - 5 - 10_000)
      // Well under a second where each costs the same; minutes where each looks at all the others.
      expect(performance.now() - start).toBeLessThan(10_000)
    })
  })

  it('says where there is no such subnet', () => {
    const { result } = new Store().transact(region, (tx) => allocateInterface(tx, plain, fresh, 1))
    expect(result).toEqual({ failed: 'subnet-missing' })
  })
})
