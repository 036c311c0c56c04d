import type { LaunchStep, StepRequirement } from '../model/launch/step.ts'
import type { LaunchWorld } from '../model/launch/world.ts'
import { envFileFacts } from './denial-failure.ts'
import { requestOf, evaluateDecryption } from './evaluate-access.ts'
import { parseEnvFile } from './env-file.ts'
import { type Finding, type Findings, grounded } from './findings.ts'
import { fails, holds, unknown, type FoundEvidence } from './verdicts.ts'

type EnvFile = Extract<StepRequirement, { kind: 'env-file' }>

/**
 * The object must exist and be readable as an environment file. S3 hides a missing object from who may not list the
 * bucket: 403 instead of 404 (spec: ). Where that permission is not known, 403 is what is mostly seen.
 */
export function* evaluateEnvFile(step: LaunchStep, file: EnvFile, world: LaunchWorld): Findings {
  const { arn, bucket, key } = file
  const found = world.bucket(bucket)
  if (found.known && found.absent) {
    yield missing(step, file, 'env-file-not-found', {
      fact: `bucket ${bucket} does not exist`,
      source: found.source,
    })
    return
  }
  const object = world.object(bucket, key)
  if (!object.known) {
    yield unknown(object.settledBy)
    return
  }
  if (object.absent) {
    const code = mayList(step, file, world) ? 'env-file-not-found' : 'env-file-forbidden'
    yield missing(step, file, code, { fact: `bucket ${bucket} has no object ${key}`, source: object.source })
    return
  }
  const { text, keyArn } = object.value
  const region = found.known ? found.value.region : step.task.region
  yield* evaluateDecryption(step, { keyArn, service: 's3', region, bound: { 'aws:s3:arn': arn } }, world)
  if (!text.known) {
    yield unknown(text.settledBy)
    return
  }
  const parsed = parseEnvFile(text.absent ? '' : text.value)
  yield parsed.ok
    ? holds([{ fact: `${arn} exists`, source: object.source }])
    : grounded(fails('env-file-unreadable', { error: parsed.error }), groundOf(file))
}

function missing(step: LaunchStep, file: EnvFile, code: string, evidence: FoundEvidence): Finding {
  return grounded(fails(code, envFileFacts(step), [evidence]), groundOf(file))
}

function groundOf(requires: EnvFile): { readonly kind: 'requirement'; readonly requires: EnvFile } {
  return { kind: 'requirement', requires }
}

function mayList(step: LaunchStep, { arn, bucket }: EnvFile, world: LaunchWorld): boolean {
  const resource = `arn:${arn.split(':')[1] ?? 'aws'}:s3:::${bucket}`
  return world.mayPerform(requestOf(step, { action: 's3:ListBucket', resource })).kind === 'allowed'
}
