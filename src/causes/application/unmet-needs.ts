import { containerEnvironment } from '../../launch/container-environment.ts'
import type { EffectiveContainer } from '../../launch/effective-task.ts'
import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { mergeEnvFiles, parseEnvFile } from '../../launch/env-file.ts'
import { injectedEnvironment } from '../../launch/injected-environment.ts'
import { parseObjectArn } from '../../launch/preparation-steps.ts'
import type { ImageDescription } from '../../model/launch/world.ts'
import type { CauseAnswer, Found } from '../cause.ts'
import { decidesTask } from '../decides-task.ts'
import { definitionFact } from '../definition-fact.ts'

/** Variables that programs end without, by what the project says, and that nothing gives to their containers. */
export function unmetSettings(launch: EvaluatedLaunch): Pick<CauseAnswer, 'found' | 'open'> {
  const answers = launch.task.containers.map((container) => {
    const described = launch.world.describedImage(container.image)
    return described === undefined ? { found: [], open: [] } : unmetOf(launch, container, described)
  })
  return { found: answers.flatMap(({ found }) => found), open: answers.flatMap(({ open }) => open) }
}

function unmetOf(
  launch: EvaluatedLaunch,
  container: EffectiveContainer,
  described: ImageDescription,
): Pick<CauseAnswer, 'found' | 'open'> {
  const files = variablesOfFiles(launch, container)
  const given = givenVariables(launch, container, described, files.variables)
  const unmet = described.neededVariables.filter(({ value }) => (given[value] ?? '') === '')
  // What a file that is not known holds may be just these.
  if (files.open.length > 0) return { found: [], open: unmet.length === 0 ? [] : files.open }
  return { found: unmet.map((need) => foundFor(launch, container, need, given[need.value])), open: [] }
}

function foundFor(
  launch: EvaluatedLaunch,
  container: EffectiveContainer,
  need: ImageDescription['neededVariables'][number],
  given: string | undefined,
): Found {
  const { name, image, definition } = container
  const index = (definition.environment ?? []).findIndex((pair) => pair.name === need.value)
  const part = index < 0 ? `container/${name}` : `container/${name}/environment/${index}/value`
  const how = given === undefined ? `nothing gives ${need.value}` : `${need.value} is empty`
  return {
    facts: {
      subject: launch.subject.name,
      container: name,
      setting: need.value,
      ...(given === undefined ? {} : { given: 'empty' }),
    },
    why: [
      { fact: `the program of ${image} needs ${need.value}, and ends without it`, source: need.source },
      definitionFact(launch, `${how} to container ${name}`, part),
    ],
    part,
    ...(decidesTask(launch, name) ? {} : { isDoubtful: true }),
  }
}

/** As the container would have them. The values of secrets are not looked at: a secret is taken for one that has a value. */
function givenVariables(
  { request, task }: EvaluatedLaunch,
  container: EffectiveContainer,
  { environment }: ImageDescription,
  files: ReadonlyMap<string, string>,
): Readonly<Record<string, string>> {
  const { region, launchType } = request
  return containerEnvironment({
    image: environment,
    files,
    environment: container.environment,
    secrets: container.secrets.map(({ name, valueFrom }) => ({ name, value: valueFrom || '?' })),
    ...injectedEnvironment({
      region,
      launchType,
      metadataId: '?',
      ...(task.taskRoleArn === undefined ? {} : { credentialsId: '?' }),
    }),
    dropsBlankFileValues: launchType === 'FARGATE',
  })
}

function variablesOfFiles(
  { world }: EvaluatedLaunch,
  { environmentFiles }: EffectiveContainer,
): { readonly variables: ReadonlyMap<string, string>; readonly open: readonly string[] } {
  const read: ReadonlyMap<string, string>[] = []
  const open: string[] = []
  for (const arn of environmentFiles) {
    const place = parseObjectArn(arn)
    const object = place && world.object(place.bucket, place.key)
    const text = object?.known && !object.absent ? object.value.text : object
    const parsed =
      text?.known && !text.absent && typeof text.value === 'string' ? parseEnvFile(text.value) : undefined
    if (parsed?.ok !== true) open.push(text?.known === false ? text.settledBy : `what ${arn} holds`)
    else read.push(parsed.variables)
  }
  return { variables: mergeEnvFiles(read), open }
}
