import type { Evidence } from '../verdict.ts'
import type { Fact } from './fact.ts'
import type { StepActor, StepAccess, StepDestination } from './step.ts'

/** A role, as far as assuming it goes. */
export interface RoleFact {
  /** The trust policy: a JSON text, or the document itself. */
  readonly assumeRolePolicyDocument: unknown
}

/** One version of a Secrets Manager secret. */
export interface SecretFact {
  readonly arn: string
  readonly markedForDeletion: boolean
  /** False where the secret is there, but the stage or version asked for is not. */
  readonly versionFound: boolean
  /** `SecretString`; missing where the secret is binary. Undefined where the value is not known. */
  readonly value: Fact<string>
}

/** A parameter's value; SecureString already decrypted. */
export interface ParameterFact {
  readonly value: Fact<string>
}

/** An S3 object. */
export interface ObjectFact {
  /** The object's text, UTF-8. */
  readonly text: Fact<string>
}

/** An S3 bucket. */
export interface BucketFact {
  readonly region: string
}

/** A container image's configuration. */
export interface ImageFact {
  readonly entryPoint: readonly string[]
  readonly command: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly workingDirectory?: string
  readonly user?: string
  readonly stopSignal?: string
  readonly digest?: string
  /** `linux/amd64`, …; empty where the image runs anywhere. */
  readonly platforms: readonly string[]
  /** True for a manifest list: a pull then fails where no platform fits; otherwise the program fails to start. */
  readonly isIndex: boolean
}

/** A subnet, as far as giving out an address goes. */
export interface SubnetFact {
  readonly freeAddresses: number
}

/** Which version of a secret is meant; neither means `AWSCURRENT`. */
export interface SecretVersion {
  readonly versionStage?: string
  readonly versionId?: string
}

/** Which version of a parameter is meant; neither means the latest. */
export interface ParameterVersion {
  readonly version?: number
  readonly label?: string
}

/** May somebody do this? A denial carries what AWS's text says about it. */
export type AccessAnswer =
  | { readonly kind: 'allowed'; readonly evidence?: readonly Evidence[] }
  | {
      readonly kind: 'denied'
      /** `arn:aws:sts::A:assumed-role/…`. */
      readonly principal: string
      /** e.g. `because no identity-based policy allows the ssm:GetParameters action`. */
      readonly reason: string
      readonly evidence?: readonly Evidence[]
    }
  | { readonly kind: 'unknown'; readonly settledBy: string }

/** Does the task's interface reach this endpoint? */
export type ReachAnswer =
  | { readonly kind: 'reachable'; readonly evidence?: readonly Evidence[] }
  | {
      readonly kind: 'unreachable'
      /** The address that was tried. */
      readonly address: string
      readonly evidence?: readonly Evidence[]
    }
  | { readonly kind: 'unknown'; readonly settledBy: string }

/** The principal whose permission is asked for. */
export interface AccessRequest extends StepAccess {
  readonly actor: StepActor
  readonly roleArn?: string
}

/**
 * What the steps of a launch need to know, for one task. The store backs it in the local cluster, templates and the
 * live account elsewhere. Reads only; every answer may be "not known".
 */
export interface LaunchWorld {
  role(roleArn: string): Fact<RoleFact>
  /** `id` is an ARN (with or without the six random characters) or a name. */
  secret(region: string, id: string, version: SecretVersion): Fact<SecretFact>
  parameter(region: string, account: string, name: string, version: ParameterVersion): Fact<ParameterFact>
  bucket(name: string): Fact<BucketFact>
  object(bucket: string, key: string): Fact<ObjectFact>
  /** Present means that the group exists. */
  logGroup(region: string, name: string): Fact<true>
  image(reference: string): Fact<ImageFact>
  subnet(region: string, subnetId: string): Fact<SubnetFact>
  mayPerform(request: AccessRequest): AccessAnswer
  canReach(destination: StepDestination): ReachAnswer
}
