import { Fault } from '../aws/fault.ts'
import { suggestion } from '../inputs/nearest-name.ts'
import type { StackResourceRow } from '../model/stack.ts'
import type { EvaluatedValue } from '../model/template.ts'
import { noAnswer } from './questions.ts'
import { ResourceCalls } from './resource-calls.ts'
import { handlerOf } from './resource-handlers.ts'
import type { RunOptions } from './run-options.ts'
import type { StackRecord } from './stack-record.ts'
import { SecretQuestion } from './stack-scope.ts'

/** What Fn::GetAtt gives for a resource that was made; undefined for one that was not. */
export function attributeOf(
  row: StackResourceRow | undefined,
  attribute: string,
  record: StackRecord,
  options: RunOptions,
): EvaluatedValue | SecretQuestion | undefined {
  if (row?.physicalId === undefined) return undefined
  const value = row.attributes[attribute]
  if (value !== undefined) return value
  const secret = handlerOf(row.type)?.secretAttributes ?? []
  if (secret.includes(attribute)) {
    return new SecretQuestion(async () => await secretAttribute(row, attribute, record, options))
  }
  const names = [...Object.keys(row.attributes), ...secret]
  const { remedy, expected } = suggestion(attribute, names, 'attribute')
  return noAnswer(
    `seatrial knows no attribute ${attribute} of ${row.type}`,
    remedy ?? expected ?? 'an attribute that it has',
  )
}

async function secretAttribute(
  { type, physicalId = '', logicalId, region }: StackResourceRow,
  attribute: string,
  record: StackRecord,
  options: RunOptions,
): Promise<EvaluatedValue> {
  const calls = new ResourceCalls({
    ...options,
    logicalId,
    region,
    stackName: record.stackName,
    generatedName: undefined,
    note: () => {},
    onBegun: async () => {},
  })
  try {
    const value = await handlerOf(type)?.secretAttribute?.(physicalId, attribute, calls)
    return value ?? noAnswer(`${attribute} of ${logicalId} can no longer be read`, `replacing ${logicalId}`)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return noAnswer(`${attribute} of ${logicalId}: ${error.code}: ${error.message}`, `${logicalId} itself`)
  }
}
