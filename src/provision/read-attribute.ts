import { Fault } from '../aws/fault.ts'
import type { StackResourceRow } from '../model/stack.ts'
import type { EvaluatedValue } from '../model/template.ts'
import { noAnswer } from './questions.ts'
import { ResourceCalls } from './resource-calls.ts'
import { handlerOf } from './resource-handlers.ts'
import type { RunOptions } from './run-options.ts'
import { isPlainHash } from './secret-hash.ts'
import type { StackRecord } from './stack-record.ts'
import { AttributeQuestion } from './stack-scope.ts'

/** What Fn::GetAtt gives for a resource that was made; undefined for one that was not. */
export function attributeOf(
  row: StackResourceRow | undefined,
  attribute: string,
  record: StackRecord,
  options: RunOptions,
): EvaluatedValue | AttributeQuestion | undefined {
  if (row?.physicalId === undefined) return undefined
  const value = row.attributes[attribute]
  if (value !== undefined) return value
  const asked = handlerOf(row.type)?.liveAttributes ?? {}
  const answer = asked[attribute]
  if (answer) {
    const secret = 'secret' in answer ? answer.secret : !isPlainHash(row.properties[answer.secretUnless])
    return new AttributeQuestion(secret, async () => await askedAttribute(row, attribute, record, options))
  }
  const names = [...Object.keys(row.attributes), ...Object.keys(asked)]
  return noAnswer(
    `seatrial knows no attribute ${attribute} of ${row.type}`,
    names.length === 0 ? 'no attribute: it has none' : `one of ${names.join(', ')}`,
  )
}

async function askedAttribute(
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
    token: '',
    note: () => {},
    onKnown: async () => {},
  })
  try {
    const value = await handlerOf(type)?.liveAttribute?.(physicalId, attribute, calls)
    return value ?? noAnswer(`${attribute} of ${logicalId} can no longer be read`, `replacing ${logicalId}`)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return noAnswer(`${attribute} of ${logicalId}: ${error.code}: ${error.message}`, `${logicalId} itself`)
  }
}
