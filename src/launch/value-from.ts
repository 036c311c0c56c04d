import { parseArn } from '../model/arn.ts'
import type { MalformedReference, ParameterReference, ValueFrom } from '../model/launch/secret-reference.ts'

/** Where the task runs: what a bare parameter name is relative to. */
export interface TaskPlace {
  readonly region: string
  readonly account: string
}

/** Characters Secrets Manager accepts in a name, as its own ValidationException lists them (spec: R-17). */
const secretNameCharacters = /^[A-Za-z0-9\-/_+=.@!]+$/

/**
 * Reads `valueFrom` as ECS does (spec: LAUNCH step 4): a Secrets Manager ARN with none or exactly three extra fields
 * `:json-key:version-stage:version-id`, or a Parameter Store ARN or name with an optional `:version` or `:label`.
 * Whatever is not a Secrets Manager ARN is taken for a parameter, which is why a secret's bare name is not found.
 */
export function parseValueFrom(valueFrom: string, place: TaskPlace): ValueFrom {
  const arn = parseArn(valueFrom)
  if (arn?.service === 'secretsmanager') return parseSecret(valueFrom, arn.region, arn.account, arn.resource)
  if (/^arn:[^:]*:secretsmanager:/.test(valueFrom))
    return malformed('secretsmanager', valueFrom, 'arn-fields')
  if (arn?.service === 'ssm') {
    if (!arn.resource.startsWith('parameter')) return malformed('ssm', valueFrom, 'name')
    const name = arn.resource.slice('parameter'.length)
    return withSelector({
      valueFrom,
      region: arn.region,
      account: arn.account,
      form: 'arn',
      name: hierarchical(name),
    })
  }
  return withSelector({
    valueFrom,
    region: place.region,
    account: place.account,
    form: 'name',
    name: valueFrom,
  })
}

/** True for a reference that the service would refuse before looking anything up. */
export function isMalformed(reference: ValueFrom): reference is MalformedReference {
  return 'malformed' in reference
}

/**
 * Whether a parameter may be called so: what is left of a colon after the selector makes it nobody's name. What begins
 * with a colon lacks the ARN before it, which a template with an empty default leaves to whoever deploys.
 */
export function isParameterName(name: string): boolean {
  return !name.includes(':') || name.startsWith(':')
}

/**
 * What is unusual about where a reference points, for a reader: another region or account than the task's. Both are
 * allowed for ARNs, and both need a path and a permission there.
 */
export function foreignPlace(reference: ValueFrom, place: TaskPlace): readonly ('region' | 'account')[] {
  if (isMalformed(reference)) return []
  const foreign: ('region' | 'account')[] = []
  if (reference.region !== place.region) foreign.push('region')
  if (reference.account !== place.account) foreign.push('account')
  return foreign
}

function parseSecret(valueFrom: string, region: string, account: string, resource: string): ValueFrom {
  const fields = resource.split(':')
  const [kind, secretName = '', jsonKey, versionStage, versionId] = fields
  if (kind !== 'secret' || (fields.length !== 2 && fields.length !== 5) || secretName === '') {
    return malformed('secretsmanager', valueFrom, 'arn-fields')
  }
  if (!secretNameCharacters.test(secretName)) return malformed('secretsmanager', valueFrom, 'name')
  const end =
    fields.length === 5 ? valueFrom.length - `:${jsonKey}:${versionStage}:${versionId}`.length : undefined
  return {
    service: 'secretsmanager',
    valueFrom,
    secretArn: valueFrom.slice(0, end),
    region,
    account,
    secretName,
    ...(jsonKey ? { jsonKey } : {}),
    ...(versionStage ? { versionStage } : {}),
    ...(versionId ? { versionId } : {}),
  }
}

/** In an ARN the slash after `parameter` belongs to a hierarchical name and stands before a plain one as well. */
function hierarchical(afterParameter: string): string {
  return afterParameter.indexOf('/', 1) > 0 ? afterParameter : afterParameter.replace(/^\//, '')
}

interface NamedParameter {
  readonly valueFrom: string
  readonly region: string
  readonly account: string
  readonly form: 'name' | 'arn'
  readonly name: string
}

function withSelector({ name, ...place }: NamedParameter): ParameterReference | MalformedReference {
  const [parameterName = '', selector, ...rest] = name.split(':')
  if (parameterName === '' || rest.length > 0) return malformed('ssm', place.valueFrom, 'name')
  const plain = { service: 'ssm', ...place, parameterName } as const
  if (selector === undefined || selector === '') return plain
  return /^\d+$/.test(selector) ? { ...plain, version: Number(selector) } : { ...plain, label: selector }
}

function malformed(
  service: MalformedReference['service'],
  valueFrom: string,
  what: MalformedReference['malformed'],
): MalformedReference {
  return { service, valueFrom, malformed: what }
}
