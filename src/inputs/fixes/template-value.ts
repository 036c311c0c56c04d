import { isUnknownText } from '../../model/unknown-text.ts'
import type { ProjectRecords } from '../records/project-records.ts'
import type { WorldRecord } from '../records/world-record.ts'
import type { SourceDocument } from './source-document.ts'
import type { Value } from './written-value.ts'

/**
 * An ARN as a template names it: by a reference where AWS makes a part of it up and its resource is in the same template, and else
 * without the account and region in which the template happens to be looked at. Undefined where the real ARN is only
 * known once it is deployed, and the template has no way to it.
 */
export function templateValue(
  arn: string,
  document: SourceDocument,
  user: Pick<WorldRecord, 'region' | 'account'>,
  records: ProjectRecords,
): Value | undefined {
  const owner = records.all.find(({ names }) => names.includes(arn))
  if (owner && madeUp[owner.type]) return referenceTo(owner, document)
  // What stands for a name means nothing to whoever deploys the template.
  if (isUnknownText(arn)) return undefined
  const { region, account } = user
  const text = arn.replace(`:${region}:`, ':${AWS::Region}:').replace(`:${account}:`, ':${AWS::AccountId}:')
  return text === arn ? arn : { name: 'Sub', text }
}

/** Types whose ARN has a part that AWS makes up, and what gives it in a template. */
const madeUp: Readonly<Record<string, (id: string) => Value>> = {
  'AWS::SecretsManager::Secret': (id) => ({ name: 'Ref', text: id }),
  'AWS::KMS::Key': (id) => ({ name: 'GetAtt', text: `${id}.Arn` }),
}

/** A reference to a resource of this template; its id is the logical one where there is one stack alone. */
function referenceTo({ id, type, source }: WorldRecord, document: SourceDocument): Value | undefined {
  const isHere =
    source.file === document.file && document.valueAt(document.root, 'Resources', id) !== undefined
  return isHere ? madeUp[type]?.(id) : undefined
}
