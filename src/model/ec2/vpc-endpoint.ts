/** A VPC endpoint: `Gateway` ones are routes, `Interface` ones are network interfaces. */
export interface VpcEndpointRow {
  readonly vpcEndpointId: string
  readonly vpcEndpointType: 'Gateway' | 'Interface'
  readonly vpcId: string
  /** `com.amazonaws.ap-northeast-2.s3` */
  readonly serviceName: string
  /** A JSON text. */
  readonly policyDocument: string
  /** Gateway endpoints: the tables that hold a route to it. */
  readonly routeTableIds: readonly string[]
  /** Interface endpoints. */
  readonly subnetIds: readonly string[]
  readonly securityGroupIds: readonly string[]
  /** One for each subnet, in the order of `subnetIds`. */
  readonly networkInterfaceIds: readonly string[]
  readonly privateDnsEnabled: boolean
  readonly privateDnsOnlyForInboundResolverEndpoint: boolean
  /** Public names of the endpoint itself, then the private names of the service where private DNS is on. */
  readonly dnsEntries: readonly { readonly dnsName: string; readonly hostedZoneId: string }[]
  readonly creationTimeMs: number
}
