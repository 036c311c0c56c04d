/** A VPC and the region it lies in. */
export interface VpcPlace {
  readonly vpcId: string
  readonly region: string
}
