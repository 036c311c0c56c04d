import { effectiveTask } from '../launch/effective-task.ts'
import { parseObjectArn } from '../launch/preparation-steps.ts'
import type { LaunchRequest } from '../model/launch/request.ts'
import type { ObjectStore } from '../model/objects.ts'
import type { View } from '../model/state.ts'
import type { WorldObjects } from './account-world.ts'
import { currentObject } from './services/s3/current-object.ts'

/** Reads the bodies of a task's environment files, so that the launch steps can look at them without waiting. */
export async function readEnvFileTexts(
  view: View,
  request: Pick<LaunchRequest, 'definition' | 'overrides' | 'launchType'>,
  objects: ObjectStore,
): Promise<WorldObjects> {
  const texts = new Map<string, string>()
  const arns = effectiveTask(request).containers.flatMap((container) => container.environmentFiles)
  for (const arn of new Set(arns)) {
    const place = parseObjectArn(arn)
    const object = place ? currentObject(view, place.bucket, place.key) : undefined
    if (!place || !object) continue
    const chunks: Uint8Array[] = []
    for await (const chunk of objects.read(object.body)) chunks.push(chunk)
    texts.set(`${place.bucket}/${place.key}`, Buffer.concat(chunks).toString('utf8'))
  }
  return texts
}
