/** A reference into Secrets Manager, read from `valueFrom`. Missing fields mean the default (`AWSCURRENT`, whole value). */
export interface SecretReference {
  readonly service: 'secretsmanager'
  readonly valueFrom: string
  /** The secret's own ARN, without the extra fields. */
  readonly secretArn: string
  readonly region: string
  readonly account: string
  /** What follows `secret:`, with the six random characters where the ARN has them. */
  readonly secretName: string
  readonly jsonKey?: string
  readonly versionStage?: string
  readonly versionId?: string
}

/** A reference into Parameter Store, read from `valueFrom`. */
export interface ParameterReference {
  readonly service: 'ssm'
  readonly valueFrom: string
  readonly region: string
  readonly account: string
  /** The parameter's name, with its leading slash where it is hierarchical; without version or label. */
  readonly parameterName: string
  readonly form: 'name' | 'arn'
  readonly version?: number
  readonly label?: string
}

/** A `valueFrom` that AWS refuses when it resolves it. */
export interface MalformedReference {
  readonly service: 'secretsmanager' | 'ssm'
  readonly valueFrom: string
  readonly malformed: 'arn-fields' | 'name'
}

/** What a `valueFrom` says. */
export type ValueFrom = SecretReference | ParameterReference | MalformedReference
