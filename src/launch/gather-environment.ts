import type { LaunchRequest } from '../model/launch/request.ts'
import type { ImageFact, LaunchWorld } from '../model/launch/world.ts'
import { containerEnvironment, type NamedValue } from './container-environment.ts'
import { effectiveTask, type EffectiveContainer } from './effective-task.ts'
import { mergeEnvFiles, parseEnvFile } from './env-file.ts'
import type { InjectedEnvironment } from './injected-environment.ts'
import { parseObjectArn } from './preparation-steps.ts'
import { jsonKeyValue } from './secret-value.ts'
import { isMalformed, parseValueFrom } from './value-from.ts'

/** A container's environment, or what kept it from being known. */
export type GatheredEnvironment =
  | { readonly ok: true; readonly environment: Readonly<Record<string, string>> }
  /** Only where a step did not hold, or its verdict was unknown. */
  | { readonly ok: false; readonly settledBy: string }

/**
 * Reads the values a container starts with: secrets and files as they are now, which is why a rotated secret is seen
 * only by tasks started later. Call it after the launch's steps held.
 */
export function gatherEnvironment(
  request: LaunchRequest,
  containerName: string,
  injected: InjectedEnvironment,
  world: LaunchWorld,
): GatheredEnvironment {
  const container = effectiveTask(request).containers.find(({ name }) => name === containerName)
  if (container === undefined) throw new Error(`the task definition has no container ${containerName}`)
  const image = world.image(container.image)
  if (!image.known) return { ok: false, settledBy: image.settledBy }
  if (image.absent) return { ok: false, settledBy: `pushing image ${container.image}` }
  const secrets = readSecrets(request, container, world)
  if (!secrets.ok) return secrets
  const files = readFiles(container, world)
  if (!files.ok) return files
  return { ok: true, environment: assemble(request, container, image.value, { secrets, files, injected }) }
}

interface Read<Value> {
  readonly ok: true
  readonly value: Value
}

type Reading<Value> = Read<Value> | { readonly ok: false; readonly settledBy: string }

interface Readings {
  readonly secrets: Read<readonly NamedValue[]>
  readonly files: Read<ReadonlyMap<string, string>>
  readonly injected: InjectedEnvironment
}

function assemble(
  request: LaunchRequest,
  container: EffectiveContainer,
  image: ImageFact,
  { secrets, files, injected }: Readings,
): Readonly<Record<string, string>> {
  return containerEnvironment({
    image: image.environment,
    files: files.value,
    environment: container.environment,
    secrets: secrets.value,
    ...injected,
    dropsBlankFileValues: request.launchType === 'FARGATE',
  })
}

function readSecrets(
  request: LaunchRequest,
  container: EffectiveContainer,
  world: LaunchWorld,
): Reading<readonly NamedValue[]> {
  const values: NamedValue[] = []
  for (const { name, valueFrom } of container.secrets) {
    const value = readSecret(request, valueFrom, world)
    if (!value.ok) return value
    values.push({ name, value: value.value })
  }
  return { ok: true, value: values }
}

function readSecret(request: LaunchRequest, valueFrom: string, world: LaunchWorld): Reading<string> {
  const reference = parseValueFrom(valueFrom, request)
  if (isMalformed(reference)) return { ok: false, settledBy: `correcting the reference ${valueFrom}` }
  if (reference.service === 'ssm') {
    const { region, account, parameterName, version, label } = reference
    const parameter = world.parameter(region, account, parameterName, { version, label })
    if (!parameter.known) return { ok: false, settledBy: parameter.settledBy }
    return parameter.absent ? missing(valueFrom) : valueOf(parameter.value.value, valueFrom)
  }
  const { region, secretArn, versionStage, versionId, jsonKey } = reference
  const secret = world.secret(region, secretArn, { versionStage, versionId })
  if (!secret.known) return { ok: false, settledBy: secret.settledBy }
  if (secret.absent || secret.value.markedForDeletion || !secret.value.versionFound) return missing(valueFrom)
  // A binary secret has no SecretString, and the launcher passes on an empty one.
  const text =
    secret.value.value.known && secret.value.value.absent
      ? ({ ok: true, value: '' } as const)
      : valueOf(secret.value.value, valueFrom)
  if (!text.ok || jsonKey === undefined) return text
  const taken = jsonKeyValue(text.value, jsonKey)
  return taken.kind === 'value' ? { ok: true, value: taken.value } : missing(valueFrom)
}

function readFiles(container: EffectiveContainer, world: LaunchWorld): Reading<ReadonlyMap<string, string>> {
  const files: ReadonlyMap<string, string>[] = []
  for (const arn of container.environmentFiles) {
    const place = parseObjectArn(arn)
    if (place === undefined) return missing(arn)
    const object = world.object(place.bucket, place.key)
    if (!object.known) return { ok: false, settledBy: object.settledBy }
    if (object.absent) return missing(arn)
    const text = valueOf(object.value.text, arn)
    if (!text.ok) return text
    const parsed = parseEnvFile(text.value)
    if (!parsed.ok) return { ok: false, settledBy: `shortening the lines of ${arn}` }
    files.push(parsed.variables)
  }
  return { ok: true, value: mergeEnvFiles(files) }
}

function valueOf(
  fact: {
    readonly known: boolean
    readonly absent?: true | undefined
    readonly value?: string
    readonly settledBy?: string
  },
  of: string,
): Reading<string> {
  if (fact.known && !fact.absent) return { ok: true, value: fact.value ?? '' }
  return fact.known ? missing(of) : { ok: false, settledBy: fact.settledBy ?? `reading ${of}` }
}

function missing(what: string): { readonly ok: false; readonly settledBy: string } {
  return { ok: false, settledBy: `making ${what} exist` }
}
