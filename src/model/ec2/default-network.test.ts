import { describe, expect, it } from 'vitest'
import { Store } from '../../store/store.ts'
import { ensureRegion } from './default-network.ts'
import {
  defaultSecurityGroup,
  defaultVpc,
  networkAclOfSubnet,
  routeTableOfSubnet,
} from './network-lookups.ts'
import { commercialRegions, regionFacts } from './regions.ts'
import { subnets, vpcs } from './tables.ts'

describe('a region touched for the first time', () => {
  it.each(commercialRegions.map(({ region }) => region))('has its default VPC: %s', (region) => {
    const scope = { account: '000000000000', region }
    new Store().transact(scope, (tx) => {
      ensureRegion(tx, 1)
      const vpc = defaultVpc(tx)
      expect(vpc).toMatchObject({ cidrBlock: '172.31.0.0/16', enableDnsHostnames: true })
      expect(defaultSecurityGroup(tx, vpc?.vpcId ?? '')?.groupName).toBe('default')
      const all = [...tx.all(subnets)]
      expect(all.map((subnet) => subnet.availabilityZoneId)).toEqual(
        regionFacts(region).zones.map(({ zoneId }) => zoneId),
      )
      expect(new Set(all.map(({ cidrBlock }) => cidrBlock)).size).toBe(all.length)
      for (const subnet of all) {
        const routes = routeTableOfSubnet(tx, subnet)?.routes ?? []
        expect(routes.map((route) => route.destinationCidrBlock)).toEqual(['172.31.0.0/16', '0.0.0.0/0'])
        expect(networkAclOfSubnet(tx, subnet)?.isDefault).toBe(true)
      }
    })
  })

  it('is the same for the same account, another for another, and made once', () => {
    const idsOf = (account: string): string[] => {
      const store = new Store()
      const scope = { account, region: 'us-east-1' }
      store.transact(scope, (tx) => ensureRegion(tx, 1))
      store.transact(scope, (tx) => ensureRegion(tx, 2))
      return [...store.view(scope).all(vpcs)].map(({ vpcId }) => vpcId)
    }
    expect(idsOf('000000000000')).toEqual(idsOf('000000000000'))
    expect(idsOf('000000000000')).not.toEqual(idsOf('111111111111'))
    expect(idsOf('000000000000')).toHaveLength(1)
  })

  it('works for a region that nobody has heard of', () => {
    expect(regionFacts('us-gov-west-1').zones[0]).toEqual({ zoneName: 'us-gov-west-1a', zoneId: 'usgw1-az1' })
  })
})
