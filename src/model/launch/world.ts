import type { AccessVerdict } from '../iam/access.ts'
import type { NearMiss } from '../iam/near-miss.ts'
import type { PacketOutcome, PassedEndpoint, ReachVerdict } from '../network/reach-verdict.ts'
import type { Evidence } from '../verdict.ts'
import type { Fact } from './fact.ts'
import type { StepActor, StepAccess, StepDestination } from './step.ts'

/** A role, as far as assuming it goes. */
export interface RoleFact {
  /** The trust policy: a JSON text, or the document itself. */
  readonly assumeRolePolicyDocument: unknown
  /** The ARNs of the managed policies that are to be attached to it; missing where they are not known. */
  readonly managedPolicyArns?: readonly string[]
}

/** What a service answers instead of a value whose key is of no use: disabled, or to be deleted. */
export type Undecryptable = (requestId: string) => { readonly code: string; readonly message: string }

/** One version of a Secrets Manager secret. */
export interface SecretFact {
  readonly arn: string
  readonly markedForDeletion: boolean
  /** False where the secret is there, but the stage or version asked for is not. */
  readonly versionFound: boolean
  /** The version that was found. */
  readonly versionId?: string
  /** The customer's key it is encrypted with; missing for AWS's own, which asks nothing of who reads. */
  readonly keyArn?: string
  readonly undecryptable?: Undecryptable
  /** `SecretString`; missing where the secret is binary. Undefined where the value is not known. */
  readonly value: Fact<string>
}

/** A parameter's value; SecureString already decrypted. */
export interface ParameterFact {
  /** The customer's key of a SecureString; missing for AWS's own and for plain values. */
  readonly keyArn?: string
  readonly undecryptable?: Undecryptable
  readonly value: Fact<string>
}

/** An S3 object. */
export interface ObjectFact {
  /** The object's text, UTF-8. */
  readonly text: Fact<string>
  /** The customer's key it says it is encrypted with; missing for AWS's own. */
  readonly keyArn?: string
}

/** An S3 bucket. */
export interface BucketFact {
  readonly region: string
}

/** A container image's configuration. */
export interface ImageFact {
  /** Only what a registry tells without a download is known: entry point, command and environment say nothing. */
  readonly isUnread?: true
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

/** Something that a project says, and where: `file:line:column`. */
export interface Said<Value> {
  readonly value: Value
  readonly source: string
}

/** What a project says of an image: what its configuration would be, and what only its maker knows. */
export interface ImageDescription {
  /** Empty: it has no ENTRYPOINT. */
  readonly entryPoint: readonly string[]
  /** Empty: it has no CMD. */
  readonly command: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  /** All programs that a container of it finds by name; missing: nothing is said of them. */
  readonly programs?: Said<readonly string[]>
  /** Variables without which its program ends. */
  readonly neededVariables: readonly Said<string>[]
  /** What its program takes at least. */
  readonly neededMemoryMiB?: Said<number>
  /** What it is built for; missing: nothing is said of it. */
  readonly built?: { readonly platforms: readonly string[]; readonly isIndex: boolean }
  /** Where it is described. */
  readonly source: string
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
      /** What the policies said, where they were evaluated. */
      readonly verdict?: Extract<AccessVerdict, { kind: 'denied' }>
      /** What nearly allows it, nearest first. Worked out when asked for. */
      readonly nearMisses?: () => readonly NearMiss[]
    }
  | { readonly kind: 'unknown'; readonly settledBy: string }

/** Does the task's interface reach this endpoint? */
export type ReachAnswer =
  | {
      readonly kind: 'reachable'
      readonly evidence?: readonly Evidence[]
      /** The VPC endpoint that the call passes: its policy takes part in what is allowed. */
      readonly endpoint?: PassedEndpoint
      readonly verdict?: Extract<ReachVerdict, { kind: 'reachable' }>
    }
  | {
      readonly kind: 'unreachable'
      /** The address that was tried; missing where the name was not resolved. */
      readonly address?: string
      readonly outcome: PacketOutcome
      readonly evidence?: readonly Evidence[]
      readonly verdict?: Extract<ReachVerdict, { kind: 'unreachable' }>
    }
  | { readonly kind: 'unknown'; readonly settledBy: string }

/** The principal whose permission is asked for. */
export interface AccessRequest extends StepAccess {
  readonly actor: StepActor
  readonly roleArn?: string
  /** The VPC endpoint that the call passes, where it passes one. */
  readonly via?: PassedEndpoint
  /** The id of the task, which is the name of the session that its roles are assumed in. */
  readonly taskId?: string
  /** The other role of the task: what is missing on one is often found on the other. */
  readonly otherRoleArn?: string
  /** Where the call is made. Missing, it is the region in the resource's ARN. */
  readonly region?: string
  /** Further condition keys of the call, e.g. `kms:ViaService` and `kms:EncryptionContext:PARAMETER_ARN`. */
  readonly context?: Readonly<Record<string, string>>
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
  /** What the project says of an image, whether it is in its registry or not; undefined where it says nothing. */
  describedImage(reference: string): ImageDescription | undefined
  subnet(region: string, subnetId: string): Fact<SubnetFact>
  mayPerform(request: AccessRequest): AccessAnswer
  canReach(destination: StepDestination): ReachAnswer
}
