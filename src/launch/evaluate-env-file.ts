import type { LaunchStep } from '../model/launch/step.ts'
import type { LaunchWorld } from '../model/launch/world.ts'
import type { Verdict } from '../model/verdict.ts'
import { parseEnvFile } from './env-file.ts'
import { s3RequestIds } from './s3-request-id.ts'
import { fails, holds, unknown } from './verdicts.ts'

const attempts = 1

/**
 * The object must exist and be readable as an environment file. S3 hides a missing object from who may not list the
 * bucket: 403 instead of 404 (spec: ). Where that permission is not known, 403 is what is mostly seen.
 */
export function evaluateEnvFile(
  step: LaunchStep,
  { arn, bucket, key }: { readonly arn: string; readonly bucket: string; readonly key: string },
  world: LaunchWorld,
): Verdict {
  if (bucket === '') return fails('env-file-arn-invalid', { arn })
  const facts = { attempts, ...s3RequestIds(step.task.requestId) }
  const found = world.bucket(bucket)
  if (found.known && found.absent) {
    return fails('env-file-not-found', facts, [
      { fact: `bucket ${bucket} does not exist`, source: found.source },
    ])
  }
  const object = world.object(bucket, key)
  if (!object.known) return unknown(object.settledBy)
  if (object.absent) {
    const evidence = [{ fact: `bucket ${bucket} has no object ${key}`, source: object.source }]
    return fails(mayList(step, bucket, world) ? 'env-file-not-found' : 'env-file-forbidden', facts, evidence)
  }
  const { text } = object.value
  if (!text.known) return unknown(text.settledBy)
  const parsed = parseEnvFile(text.absent ? '' : text.value)
  if (!parsed.ok) return fails('env-file-unreadable', { error: parsed.error })
  return holds([{ fact: `${arn} exists`, source: object.source }])
}

function mayList({ actor, roleArn, requires }: LaunchStep, bucket: string, world: LaunchWorld): boolean {
  const partition = requires.kind === 'env-file' ? requires.arn.split(':')[1] : 'aws'
  const resource = `arn:${partition}:s3:::${bucket}`
  return (
    world.mayPerform({
      action: 's3:ListBucket',
      resource,
      actor,
      ...(roleArn === undefined ? {} : { roleArn }),
    }).kind === 'allowed'
  )
}
