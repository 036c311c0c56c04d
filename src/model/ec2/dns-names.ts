/** The domain of private names in a region: `ec2.internal` in us-east-1, `<region>.compute.internal` elsewhere. */
export function privateDomain(region: string): string {
  return region === 'us-east-1' ? 'ec2.internal' : `${region}.compute.internal`
}

/** `ip-10-0-1-23.ap-northeast-2.compute.internal` */
export function privateDnsName(address: string, region: string): string {
  return `ip-${address.replaceAll('.', '-')}.${privateDomain(region)}`
}

/** `ec2-198-18-4-2.ap-northeast-2.compute.amazonaws.com` */
export function publicDnsName(address: string, region: string): string {
  const domain = region === 'us-east-1' ? 'compute-1' : `${region}.compute`
  return `ec2-${address.replaceAll('.', '-')}.${domain}.amazonaws.com`
}
