import { describe, expect, it } from 'vitest'
import { containsAddress, parseAddress, parseCidr } from '../model/ec2/cidr.ts'
import { managedPrefixLists } from '../model/ec2/prefix-lists.ts'
import { commercialRegions } from '../model/ec2/regions.ts'
import { awsHost, endpointOfHost } from './aws-hosts.ts'
import { addressInSubnet, publicEndpointAddress } from './public-endpoint-address.ts'

const isIn = (text: string, cidrs: readonly string[]): boolean => {
  const address = parseAddress(text)
  return cidrs.some((cidr) => {
    const parsed = parseCidr(cidr)
    return parsed !== undefined && address !== undefined && containsAddress(parsed, address)
  })
}

describe('the address that a name is given', () => {
  it.each(commercialRegions.map(({ region }) => region))('is in the prefix list of S3 in %s', (region) => {
    const cidrs =
      managedPrefixLists(region).find(({ prefixListName }) => prefixListName.endsWith('.s3'))?.cidrs ?? []
    const hosts = [awsHost('s3', region), `prod-${region}-starport-layer-bucket.s3.${region}.amazonaws.com`]
    for (const host of hosts) expect(isIn(publicEndpointAddress(host), cidrs)).toBe(true)
    expect(isIn(publicEndpointAddress(awsHost('ecr.api', region)), cidrs)).toBe(false)
  })

  it('is always the same, and differs between names', () => {
    const names = [
      'registry-1.docker.io',
      'ghcr.io',
      awsHost('ssm', 'eu-west-1'),
      awsHost('logs', 'eu-west-1'),
    ]
    const addresses = names.map(publicEndpointAddress)
    expect(names.map(publicEndpointAddress)).toEqual(addresses)
    expect(new Set(addresses).size).toBe(names.length)
    for (const address of addresses)
      expect(
        isIn(address, [
          '34.0.0.0/8',
          '44.0.0.0/8',
          '52.0.0.0/8',
          '54.0.0.0/8',
          '104.0.0.0/8',
          '140.82.0.0/16',
        ]),
      ).toBe(true)
  })

  it('is one that an interface of the subnet can have', () => {
    for (let number = 0; number < 200; number += 1) {
      const address = addressInSubnet('10.0.1.0/28', `vpce-${number}`)
      expect(Number(address.split('.')[3])).toBeGreaterThanOrEqual(4)
      expect(Number(address.split('.')[3])).toBeLessThanOrEqual(14)
    }
  })
})

describe('names of AWS', () => {
  it.each([
    ['api.ecr.us-east-1.amazonaws.com', 'ecr.api', 'us-east-1'],
    ['123456789012.dkr.ecr.eu-west-1.amazonaws.com', 'ecr.dkr', 'eu-west-1'],
    ['shop-env.s3.us-east-2.amazonaws.com', 's3', 'us-east-2'],
    ['s3.amazonaws.com', 's3', 'us-east-1'],
    ['ecs-a-7.eu-west-1.amazonaws.com', 'ecs-agent', 'eu-west-1'],
    ['secretsmanager.us-gov-west-1.amazonaws.com', 'secretsmanager', 'us-gov-west-1'],
    ['logs.cn-north-1.amazonaws.com.cn', 'logs', 'cn-north-1'],
    ['sts.amazonaws.com', 'sts', 'us-east-1'],
  ])('%s is %s in %s', (host, service, region) => {
    expect(endpointOfHost(host)).toEqual({ service, region })
  })

  it.each(['public.ecr.aws', 'registry-1.docker.io', 'amazonaws.com.example.org'])('%s is none', (host) => {
    expect(endpointOfHost(host)).toBeUndefined()
  })
})
