import { Fault } from '../aws/fault.ts'
import type { DynamicReference } from '../inputs/cloudformation/dynamic-reference.ts'
import type { EvaluatedValue } from '../model/template.ts'
import { noAnswer } from './questions.ts'

/** Calls an operation of the stack's account and region. */
export type Call = <Output>(service: string, operation: string, input: object) => Promise<Output>

/** The value of a `{{resolve:…}}` reference, or why there is none. */
export async function dynamicValue(reference: DynamicReference, call: Call): Promise<EvaluatedValue> {
  const { text } = reference
  try {
    if (reference.service !== 'secretsmanager') {
      const { parameterName, version } = reference
      return await parameterValue(version === undefined ? parameterName : `${parameterName}:${version}`, call)
    }
    const { secretId, versionStage, versionId, jsonKey } = reference
    const { SecretString: value } = await call<{ SecretString?: string }>(
      'secretsmanager',
      'GetSecretValue',
      {
        SecretId: secretId,
        VersionStage: versionStage,
        VersionId: versionId,
      },
    )
    if (value === undefined) return noAnswer(`${text} is a binary secret`, 'a secret with a text')
    return jsonKey === undefined ? value : memberOf(value, jsonKey, text)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return noAnswer(
      `${text} cannot be read: ${error.code}: ${error.message}`.replace(/: $/, ''),
      'creating it first',
    )
  }
}

/** The value of a parameter of Parameter Store, decrypted. Throws the Fault of GetParameter. */
export async function parameterValue(name: string, call: Call): Promise<string> {
  const input = { Name: name, WithDecryption: true }
  return (await call<{ Parameter: { Value: string } }>('ssm', 'GetParameter', input)).Parameter.Value
}

function memberOf(secret: string, key: string, text: string): EvaluatedValue {
  let value: unknown
  try {
    value = JSON.parse(secret)
  } catch {
    return noAnswer(`${text} names a key, and the secret is not JSON`, 'a secret that is a JSON object')
  }
  const member =
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined
  if (typeof member === 'string' || typeof member === 'number' || typeof member === 'boolean')
    return String(member)
  return noAnswer(
    `the secret of ${text} has no key ${key}`,
    'a secret that has this key, with a text or number',
  )
}
