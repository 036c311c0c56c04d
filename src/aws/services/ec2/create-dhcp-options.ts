import type { CreateDhcpOptionsRequest, CreateDhcpOptionsResult } from '@aws-sdk/client-ec2'
import { newId } from '../../../model/ec2/fresh-hex.ts'
import { dhcpOptions } from '../../../model/ec2/tables.ts'
import type { Operation } from '../../operation.ts'
import { invalidParameterValue, missingParameter } from './faults.ts'
import { tagNew } from './tags.ts'
import { dhcpOptionsShape } from './vpc-shape.ts'

const known = new Set([
  ...['domain-name', 'domain-name-servers', 'ntp-servers', 'netbios-name-servers', 'netbios-node-type'],
  'ipv6-address-preferred-lease-time',
])

/** Makes a set of DHCP options. */
export const createDhcpOptions: Operation<CreateDhcpOptionsRequest, CreateDhcpOptionsResult> = (
  tx,
  request,
  { fresh },
) => {
  const configurations = (request.DhcpConfigurations ?? []).map(({ Key = '', Values = [] }) => {
    if (!known.has(Key)) {
      throw invalidParameterValue(`Value (${Key}) for parameter name is invalid. Unknown DHCP option`)
    }
    if (Values.length === 0) throw missingParameter('dhcpConfiguration.value')
    return { key: Key, values: Values }
  })
  if (configurations.length === 0) throw missingParameter('dhcpConfigurationSet')
  const row = { dhcpOptionsId: newId(fresh, 'dopt'), configurations }
  tx.put(dhcpOptions, row.dhcpOptionsId, row)
  tagNew(tx, request.TagSpecifications, 'dhcp-options', row.dhcpOptionsId)
  return { DhcpOptions: dhcpOptionsShape(tx, row) }
}
