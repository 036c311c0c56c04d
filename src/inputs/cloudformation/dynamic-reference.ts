/**
 * A `{{resolve:…}}` reference, taken apart.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
export type DynamicReference =
  | {
      readonly service: 'ssm' | 'ssm-secure'
      readonly text: string
      readonly parameterName: string
      /** The newest where it is absent. */
      readonly version?: number
    }
  | {
      readonly service: 'secretsmanager'
      readonly text: string
      /** Name or ARN. */
      readonly secretId: string
      readonly jsonKey?: string
      readonly versionStage?: string
      readonly versionId?: string
    }

/** A piece of a string: text, a reference, or what claims to be one and is not. */
export type DynamicPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'reference'; readonly reference: DynamicReference }
  | { readonly kind: 'malformed'; readonly text: string; readonly expected: string }

const pattern = /\{\{resolve:(ssm|ssm-secure|secretsmanager):([^{}]*)\}\}/g

/** Splits a string at its dynamic references. References to other services are text, as for CloudFormation. */
export function dynamicParts(text: string): readonly DynamicPart[] {
  if (!text.includes('{{resolve:')) return [{ kind: 'text', text }]
  const parts: DynamicPart[] = []
  let end = 0
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) })
    const [whole, service = '', rest = ''] = match
    parts.push(service === 'secretsmanager' ? secretPart(whole, rest) : parameterPart(whole, service, rest))
    end = match.index + whole.length
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) })
  return parts
}

function parameterPart(text: string, service: string, rest: string): DynamicPart {
  const [, parameterName = '', version] = /^([A-Za-z0-9_.\-/]+)(?::(\d+))?$/.exec(rest) ?? []
  const expected = `{{resolve:${service}:name}} or {{resolve:${service}:name:version}}`
  if (parameterName === '') return { kind: 'malformed', text, expected }
  const number = version === undefined ? {} : { version: Number(version) }
  return {
    kind: 'reference',
    reference: { service: service as 'ssm' | 'ssm-secure', text, parameterName, ...number },
  }
}

function secretPart(text: string, rest: string): DynamicPart {
  const expected = '{{resolve:secretsmanager:name-or-arn:SecretString:json-key:version-stage:version-id}}'
  const segments = rest.split(':')
  const idLength = segments[0] === 'arn' ? 7 : 1
  const secretId = segments.slice(0, idLength).join(':')
  const [kind = 'SecretString', jsonKey = '', versionStage = '', versionId = '', ...more] =
    segments.slice(idLength)
  const wrong = secretId === '' || (kind !== 'SecretString' && kind !== '') || more.length > 0
  if (wrong || (versionStage !== '' && versionId !== '')) return { kind: 'malformed', text, expected }
  return {
    kind: 'reference',
    reference: {
      service: 'secretsmanager',
      text,
      secretId,
      ...(jsonKey === '' ? {} : { jsonKey }),
      ...(versionStage === '' ? {} : { versionStage }),
      ...(versionId === '' ? {} : { versionId }),
    },
  }
}
