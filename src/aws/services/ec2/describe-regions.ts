import type { DescribeRegionsRequest, DescribeRegionsResult } from '@aws-sdk/client-ec2'
import { commercialRegions, type RegionFacts } from '../../../model/ec2/regions.ts'
import type { Operation } from '../../operation.ts'
import { invalidParameterValue } from './faults.ts'
import { compileFilters, type FilterValues } from './filters.ts'

const statusOf = (facts: RegionFacts): string => (facts.optIn ? 'opted-in' : 'opt-in-not-required')
const endpointOf = (facts: RegionFacts): string => `ec2.${facts.region}.amazonaws.com`

const filters: FilterValues<RegionFacts> = {
  endpoint: endpointOf,
  'opt-in-status': statusOf,
  'region-name': (facts) => facts.region,
}

/** Describes regions. All of them are enabled: the local account answers in each. */
export const describeRegions: Operation<DescribeRegionsRequest, DescribeRegionsResult> = (tx, request) => {
  const wanted = request.RegionNames ?? []
  for (const name of wanted) {
    if (commercialRegions.some(({ region }) => region === name)) continue
    throw invalidParameterValue(`Invalid region name specified: [${name}]`)
  }
  const matches = compileFilters(tx, request.Filters, filters, (facts) => facts.region)
  return {
    Regions: commercialRegions
      .filter((facts) => (wanted.length === 0 || wanted.includes(facts.region)) && matches(facts))
      .map((facts) => ({
        RegionName: facts.region,
        Endpoint: endpointOf(facts),
        OptInStatus: facts.optIn ? 'opted-in' : 'opt-in-not-required',
      })),
  }
}
