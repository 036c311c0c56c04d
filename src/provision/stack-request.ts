/** A project to bring up. Values that only the caller's environment knows are in the request; the rest is read from files. */
export interface StackRequest {
  /** Absolute path of the project's folder or template. */
  readonly path: string
  /** Values of secrets and parameters for local use, by name; never logged. */
  readonly secretValues: Readonly<Record<string, string>>
  /** Values of template parameters, over those of seatrial.yaml. */
  readonly parameters: Readonly<Record<string, string>>
  /** The region for stacks that name none. */
  readonly region?: string
}
