/** A named value, as task definitions write them. */
export interface NamedValue {
  readonly name: string
  readonly value: string
}

/** Where a container's variables come from, each already resolved. */
export interface EnvironmentSources {
  readonly image: Readonly<Record<string, string>>
  /** Of all environment files, merged. */
  readonly files: ReadonlyMap<string, string>
  /** `environment` of the definition with the override's laid over it. */
  readonly environment: readonly NamedValue[]
  readonly secrets: readonly NamedValue[]
  /** What ECS sets whatever the task says, such as the metadata address. */
  readonly injected: Readonly<Record<string, string>>
  /** What is set only where nothing else sets any name of the same group (`AWS_REGION` and `AWS_DEFAULT_REGION`). */
  readonly defaults: readonly Readonly<Record<string, string>>[]
  /** Fargate leaves out variables of environment files that have a blank value (spec: step 5, rule 8). */
  readonly dropsBlankFileValues: boolean
}

/** Assembles a container's environment: secrets over `environment` over files over the image (spec: step 5, rule 6). */
export function containerEnvironment(sources: EnvironmentSources): Readonly<Record<string, string>> {
  const environment: Record<string, string> = { ...sources.image }
  for (const [name, value] of sources.files) {
    if (value === '' && sources.dropsBlankFileValues) continue
    environment[name] = value
  }
  for (const { name, value } of sources.environment) environment[name] = value
  for (const { name, value } of sources.secrets) environment[name] = value
  for (const group of sources.defaults) {
    if (!Object.keys(group).some((name) => name in environment)) Object.assign(environment, group)
  }
  return Object.assign(environment, sources.injected)
}

/** Lays an override's variables over the definition's: same name replaces, a new name is added. */
export function overrideEnvironment(
  base: readonly NamedValue[],
  override: readonly NamedValue[],
): readonly NamedValue[] {
  const merged = new Map(base.map(({ name, value }) => [name, value]))
  for (const { name, value } of override) merged.set(name, value)
  return [...merged].map(([name, value]) => ({ name, value }))
}
