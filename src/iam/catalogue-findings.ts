import type { CatalogueFinding } from '../model/iam/near-miss.ts'
import type { PolicyDocument, PolicyStatement } from '../model/iam/policy.ts'
import type { ActionCatalogue } from './action-catalogue.ts'
import { actionDetails, actionStanding, nearest } from './name-catalogue.ts'
import { covers } from './resource-difference.ts'

/**
 * What a policy names and AWS does not have: AWS takes such a policy, and it then allows less than it seems to. Only
 * services that the catalogue was loaded with are looked at.
 */
export function catalogueFindings(
  policy: PolicyDocument,
  catalogue: ActionCatalogue,
): readonly CatalogueFinding[] {
  return policy.statements.flatMap((statement) => [
    ...actionFindings(statement, catalogue),
    ...conditionFindings(statement, catalogue),
  ])
}

function actionFindings(statement: PolicyStatement, catalogue: ActionCatalogue): readonly CatalogueFinding[] {
  const { index, action, notAction } = statement
  const findings: CatalogueFinding[] = []
  for (const written of action ?? notAction ?? []) {
    if (typeof written !== 'string') continue
    const standing = actionStanding(written, catalogue)
    if (standing.kind === 'no-such-action' || standing.kind === 'no-such-service') {
      findings.push({ index, written, ...standing })
    } else if (action && namesNoResource(written, statement, catalogue)) {
      findings.push({ kind: 'action-names-no-resource', index, written })
    }
  }
  return findings
}

/** The action's resource is always `*`, and no pattern of an Allow statement covers that. */
function namesNoResource(
  written: string,
  { effect, resource }: PolicyStatement,
  catalogue: ActionCatalogue,
): boolean {
  const details = actionDetails(written, catalogue)
  if (!details || details.resourceArns.length > 0 || effect !== 'Allow' || !resource) return false
  return resource.every((pattern) => typeof pattern === 'string' && !covers(pattern, '*'))
}

function conditionFindings(
  { index, conditions }: PolicyStatement,
  catalogue: ActionCatalogue,
): readonly CatalogueFinding[] {
  return conditions.flatMap(({ key }): CatalogueFinding[] => {
    const name = key.toLowerCase()
    const service = name.slice(0, name.indexOf(':'))
    if (service !== 'aws' && !catalogue.services.has(service)) return []
    if (isConditionKey(name, catalogue)) return []
    const meant = nearest(name, catalogue.conditionKeys)
    const finding = { kind: 'no-such-condition-key' as const, index, written: key }
    return [meant === undefined ? finding : { ...finding, meant }]
  })
}

/** Itself, or what may follow a key that names a tag or a part of an encryption context. */
function isConditionKey(name: string, { conditionKeys }: ActionCatalogue): boolean {
  if (conditionKeys.has(name)) return true
  const ends = [name.indexOf('/'), name.indexOf(':', name.indexOf(':') + 1)].filter((at) => at >= 0)
  return ends.some((at) => conditionKeys.has(name.slice(0, at + 1)))
}
