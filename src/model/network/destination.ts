import type { InterfacePlacement } from './interface-placement.ts'

/** What a connection is for, where causes are told apart by it. */
export type DestinationUse = 'ecr-layers' | 'env-file' | 'database' | 'load-balancer-target'

/** A regional endpoint of an AWS service. */
export interface AwsEndpoint {
  readonly kind: 'aws-endpoint'
  /** The name its VPC endpoint has: `ecr.api`, `ecr.dkr`, `s3`, `logs`, `secretsmanager`, `ssm`, `kms`, `sts`, … */
  readonly service: string
  /** The region it answers in; for S3 the bucket's, which is not always the task's. */
  readonly region: string
  /** The name that is looked up, where that is not the service's plain one (`<account>.dkr.ecr.…`, a bucket's). */
  readonly host?: string
  /** 443 where missing. */
  readonly port?: number
  readonly use?: DestinationUse
}

/** A name of the internet: a registry, an API. A name of an AWS endpoint is treated as that endpoint. */
export interface InternetHost {
  readonly kind: 'host'
  readonly host: string
  readonly port: number
}

/** An IPv4 or IPv6 address. */
export interface AddressDestination {
  readonly kind: 'address'
  readonly address: string
  readonly port: number
  /** TCP where missing. */
  readonly protocol?: 'tcp' | 'udp'
  readonly use?: DestinationUse
}

/** Another network interface: a task, a load balancer's, a database's. */
export interface InterfaceDestination {
  readonly kind: 'interface'
  readonly placement: InterfacePlacement
  readonly port: number
  /** TCP where missing. */
  readonly protocol?: 'tcp' | 'udp'
  readonly use?: DestinationUse
}

/** An EFS file system, reached on port 2049 of the mount target in the interface's own Availability Zone. */
export interface FileSystemDestination {
  readonly kind: 'file-system'
  readonly fileSystemId: string
  readonly region: string
}

/** What an interface may want to reach. */
export type Destination =
  | AwsEndpoint
  | InternetHost
  | AddressDestination
  | InterfaceDestination
  | FileSystemDestination
