import { regionFacts } from '../../../model/ec2/regions.ts'
import { invalidParameterValue } from './faults.ts'

/** The zone that a request names by name or id, or the region's first where it names none. */
export function zoneParameter(
  region: string,
  zoneName: string | undefined,
  zoneId: string | undefined,
): { readonly zoneName: string; readonly zoneId: string } {
  const { zones } = regionFacts(region)
  const zone = zones.find(
    (one) => (zoneName ? one.zoneName === zoneName : true) && (zoneId ? one.zoneId === zoneId : true),
  )
  if (zone) return zone
  const [parameter, value, known]: [string, string, string[]] = zoneName
    ? ['availabilityZone', zoneName, zones.map((one) => one.zoneName)]
    : ['availabilityZoneId', zoneId ?? '', zones.map((one) => one.zoneId)]
  throw invalidParameterValue(
    `Value (${value}) for parameter ${parameter} is invalid. Subnets can currently only be created in the following availability zones: ${known.join(', ')}.`,
  )
}
