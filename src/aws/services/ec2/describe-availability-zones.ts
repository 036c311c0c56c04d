import type {
  AvailabilityZone,
  DescribeAvailabilityZonesRequest,
  DescribeAvailabilityZonesResult,
} from '@aws-sdk/client-ec2'
import { regionFacts } from '../../../model/ec2/regions.ts'
import type { Operation } from '../../operation.ts'
import { invalidParameterValue } from './faults.ts'
import { compileFilters, type FilterValues } from './filters.ts'

const filters: FilterValues<AvailabilityZone> = {
  'group-name': (zone) => zone.GroupName,
  'group-long-name': (zone) => zone.GroupLongName,
  message: () => [],
  'network-border-group': (zone) => zone.NetworkBorderGroup,
  'opt-in-status': (zone) => zone.OptInStatus,
  'parent-zone-id': () => undefined,
  'parent-zone-name': () => undefined,
  'region-name': (zone) => zone.RegionName,
  state: (zone) => zone.State,
  'zone-id': (zone) => zone.ZoneId,
  'zone-name': (zone) => zone.ZoneName,
  'zone-type': (zone) => zone.ZoneType,
}

/** Describes the zones of the region. There are no Local Zones and no Wavelength Zones. */
export const describeAvailabilityZones: Operation<
  DescribeAvailabilityZonesRequest,
  DescribeAvailabilityZonesResult
> = (tx, request) => {
  const zones = zonesOf(tx.region)
  const { ZoneNames: names = [], ZoneIds: ids = [] } = request
  const unknownName = names.find((name) => !zones.some((zone) => zone.ZoneName === name))
  if (unknownName !== undefined) throw invalidParameterValue(`Invalid availability zone: [${unknownName}]`)
  const unknownId = ids.find((id) => !zones.some((zone) => zone.ZoneId === id))
  if (unknownId !== undefined) throw invalidParameterValue(`Invalid availability zone-id: [${unknownId}]`)
  const matches = compileFilters(tx, request.Filters, filters, (zone) => zone.ZoneName ?? '')
  return {
    AvailabilityZones: zones.filter(
      (zone) =>
        (names.length === 0 || names.includes(zone.ZoneName ?? '')) &&
        (ids.length === 0 || ids.includes(zone.ZoneId ?? '')) &&
        matches(zone),
    ),
  }
}

function zonesOf(region: string): AvailabilityZone[] {
  const facts = regionFacts(region)
  return facts.zones.map(({ zoneName, zoneId }) => ({
    State: 'available',
    OptInStatus: 'opt-in-not-required',
    Messages: [],
    RegionName: region,
    ZoneName: zoneName,
    ZoneId: zoneId,
    GroupName: `${region}-zg-1`,
    GroupLongName: `${facts.longName} 1`,
    NetworkBorderGroup: region,
    ZoneType: 'availability-zone',
  }))
}
