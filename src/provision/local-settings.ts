import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { BucketSettings, ProjectSettings } from '../model/project.ts'
import type { EvaluatedValue, Source, Template, TemplateResource, TemplateValue } from '../model/template.ts'
import type { PlannedProperties, PlannedResource } from './planned-resource.ts'
import { localHandlers } from './resource-handlers.ts'
import type { SecretHash } from './secret-hash.ts'
import type { StackScope } from './stack-scope.ts'

/** The value that `seatrial.yaml` gives a secret or parameter of the template. */
export interface LocalSecret {
  readonly name: string
  readonly value: string
  readonly source: Source
}

const nameProperties: Readonly<Record<string, string>> = {
  'AWS::SSM::Parameter': 'Name',
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::S3::Bucket': 'BucketName',
}

/** Names that resources of the template will have, by logical id, as far as they can be told beforehand. */
export async function staticNames(scope: StackScope): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  for (const { logicalId, type, properties } of scope.scope.template.resources.values()) {
    const property = nameProperties[type]
    const value = properties.entries.find(({ key }) => key === property)?.value
    const name = value && (await scope.staticText(value))
    if (name !== undefined) names.set(logicalId, name)
  }
  return names
}

/** What a stack is given beside its template. */
export interface LocalPlan {
  readonly scope: StackScope
  readonly settings: ProjectSettings
  readonly secrets: readonly LocalSecret[]
  readonly region: string
  readonly hash: SecretHash
  /** Names that templates of the project give, which are made there and not here. */
  readonly claimed: ReadonlySet<string>
  /** The names of this stack's own resources, by logical id. */
  readonly names: ReadonlyMap<string, string>
  /** Whether this stack also gets what no stack's template has. */
  readonly takesRest: boolean
  /** The physical id of what was made. */
  physicalId(logicalId: string): string | undefined
}

/** Secrets, buckets and objects of `seatrial.yaml`, as resources of the stack that has to do with them. */
export function planLocal(plan: LocalPlan): readonly PlannedResource[] {
  const { settings, secrets, claimed, takesRest, names, scope } = plan
  const { template } = scope.scope
  const rest = takesRest ? secrets.filter(({ name }) => !claimed.has(name)) : []
  const planned: PlannedResource[] = rest.map((secret) => planSecret(secret, template, plan))
  for (const bucket of settings.buckets) {
    const logicalId = bucketOf(bucket, template, names)
    if (logicalId === undefined) {
      if (!takesRest || claimed.has(bucket.name)) continue
      const made = planBucket(bucket, plan)
      planned.push(made, ...planObjects(bucket, made.logicalId, made.region, plan))
    } else planned.push(...planObjects(bucket, logicalId, plan.region, plan))
  }
  return planned
}

/** The resource that `seatrial.yaml` gives a value: by its name, or by its logical id. */
export function localSecretOf(
  secrets: readonly LocalSecret[],
  { logicalId, type }: Pick<TemplateResource, 'logicalId' | 'type'>,
  name: string | undefined,
): LocalSecret | undefined {
  if (type !== 'AWS::SSM::Parameter' && type !== 'AWS::SecretsManager::Secret') return undefined
  return secrets.find((secret) => secret.name === name || secret.name === logicalId)
}

function bucketOf(
  { name }: BucketSettings,
  template: Template,
  names: ReadonlyMap<string, string>,
): string | undefined {
  const buckets = [...template.resources.values()].filter(({ type }) => type === 'AWS::S3::Bucket')
  return buckets.find(({ logicalId }) => names.get(logicalId) === name || logicalId === name)?.logicalId
}

function planSecret(
  { name, value, source }: LocalSecret,
  template: Template,
  plan: LocalPlan,
): PlannedResource {
  const parameter = isParameter(name, template)
  return constant(
    {
      logicalId: `secret ${name}`,
      type: parameter ? 'AWS::SSM::Parameter' : 'AWS::SecretsManager::Secret',
      region: plan.region,
      source,
      needs: [],
    },
    (): Record<string, string> =>
      parameter ? { Name: name, Type: 'SecureString', Value: value } : { Name: name, SecretString: value },
    plan.hash,
  )
}

/** Parameters and secrets may have the same names; what the template says of this one tells which it is. */
function isParameter(name: string, template: Template): boolean {
  const texts = [...template.resources.values()].flatMap(({ properties }) => textsOf(properties))
  const bare = name.replace(/^\//, '')
  if (texts.some((text) => text.includes(`:secret:${name}`))) return false
  if (texts.some((text) => text === name || text.includes(`parameter/${bare}`))) return true
  return name.startsWith('/')
}

function textsOf(value: TemplateValue): readonly string[] {
  if (value.kind === 'scalar') return [value.text]
  if (value.kind === 'list') return value.items.flatMap(textsOf)
  if (value.kind === 'map') return value.entries.flatMap((entry) => textsOf(entry.value))
  return textsOf(value.argument)
}

function planBucket(bucket: BucketSettings, plan: LocalPlan): PlannedResource {
  const { name, source, region = plan.region } = bucket
  const base = { logicalId: `bucket ${name}`, type: 'AWS::S3::Bucket', region, source, needs: [] }
  return constant(base, () => ({ BucketName: name }), plan.hash)
}

function planObjects(
  bucket: BucketSettings,
  bucketId: string,
  region: string,
  plan: LocalPlan,
): readonly PlannedResource[] {
  return bucket.objects.map(({ key, body, source }) =>
    constant(
      {
        logicalId: `object s3://${bucket.name}/${key}`,
        type: 'AWS::S3::Object',
        region,
        source,
        needs: [bucketId],
      },
      (): Record<string, string> => {
        const bytes = body.kind === 'file' ? readFileSync(body.path) : Buffer.from(body.text)
        const origin: Record<string, string> =
          body.kind === 'file' ? { File: body.path } : { Text: body.text }
        const digest = createHash('sha256').update(bytes).digest('hex')
        return { Bucket: plan.physicalId(bucketId) ?? bucket.name, Key: key, ...origin, Digest: digest }
      },
      plan.hash,
    ),
  )
}

function constant(
  resource: Pick<PlannedResource, 'logicalId' | 'type' | 'region' | 'source' | 'needs'>,
  read: () => Readonly<Record<string, EvaluatedValue>>,
  hash: SecretHash,
): PlannedResource {
  const handler = localHandlers.get(resource.type)
  const { source } = resource
  return {
    ...resource,
    handler,
    mentions: new Set(),
    deletionPolicy: 'Delete',
    updateReplacePolicy: 'Delete',
    properties: async (): Promise<PlannedProperties> => {
      const value = read()
      return await Promise.resolve({
        value,
        kept: hash.properties(value, handler?.secret ?? []),
        unresolved: [],
        place: { path: [], sourceOf: () => source, keySourceOf: () => source },
      })
    },
  }
}
