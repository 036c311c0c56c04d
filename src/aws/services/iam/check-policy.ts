import { parseAsLegacy } from './legacy-parsing.ts'
import { malformed } from './malformed.ts'
import { checkAction, resourceFault } from './policy-texts.ts'

/** Where a permissions policy stands: some rules hold only there. */
export type PolicyPlace = 'managed' | 'inline' | 'session'

/** A statement whose shape has been checked. */
export type Statement = Readonly<Record<string, unknown>>

const topElements = new Set(['Version', 'Id', 'Statement'])
const versions = new Set(['2008-10-17', '2012-10-17'])
const statementElements = new Set(
  'Sid Effect Action NotAction Resource NotResource Principal NotPrincipal Condition'.split(' '),
)
const operators = new RegExp(
  '^(?:ForAnyValue:|ForAllValues:)?(?:Null|(?:' +
    'String(?:Not)?(?:Equals|EqualsIgnoreCase|Like)|Numeric(?:Not)?Equals|Numeric(?:Less|Greater)Than(?:Equals)?|' +
    'Date(?:Not)?Equals|Date(?:Less|Greater)Than(?:Equals)?|Bool|BinaryEquals|(?:Not)?IpAddress|' +
    'Arn(?:Not)?(?:Equals|Like))(?:IfExists)?)$',
)

/**
 * Checks an identity or session policy against IAM's grammar, with IAM's texts, in IAM's order.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function checkPolicy(document: string, place: PolicyPlace): void {
  const policy = parsePolicy(document, 'Syntax errors in policy.')
  const statements = checkSyntax(policy)
  if (place === 'managed' && policy.Version !== '2012-10-17') {
    throw malformed('Policy document must be version 2012-10-17 or greater.')
  }
  if (statements.some((statement) => 'Principal' in statement || 'NotPrincipal' in statement)) {
    throw malformed('Policy document should not specify a principal.')
  }
  parseAsLegacy(statements)
  const resources = statements.flatMap((statement) => texts(statement.Resource ?? statement.NotResource))
  const wrong = resources.map((resource) => resourceFault(resource)).find((fault) => fault !== undefined)
  checkSids(statements)
  if (statements.some(({ Action: action, NotAction: other }) => texts(action ?? other).length === 0)) {
    throw malformed('Policy statement must contain actions.')
  }
  if (wrong) throw wrong
  for (const action of statements.flatMap((statement) => texts(statement.Action ?? statement.NotAction))) {
    checkAction(action)
  }
  if (statements.some(({ Resource: named, NotResource: other }) => texts(named ?? other).length === 0)) {
    throw malformed('Policy statement must contain resources.')
  }
}

/** Reads a policy's JSON text. Throws MalformedPolicyDocument, with this text where it is not JSON. */
export function parsePolicy(document: string, notJson: string): Readonly<Record<string, unknown>> {
  if (/^\s/.test(document)) throw malformed('JSON strings must not have leading spaces')
  let policy: unknown
  try {
    policy = JSON.parse(document)
  } catch {
    throw malformed(notJson)
  }
  if (!isRecord(policy)) throw malformed(notJson)
  return policy
}

/** Checks the shape that every kind of policy has, and gives its statements. Throws MalformedPolicyDocument. */
export function checkSyntax(policy: Readonly<Record<string, unknown>>): Statement[] {
  const { Statement: given, Version: version, Id: id } = policy
  const statements: unknown[] = Array.isArray(given) ? given : [given]
  const wellFormed =
    Object.keys(policy).every((element) => topElements.has(element)) &&
    (version === undefined || (typeof version === 'string' && versions.has(version))) &&
    (id === undefined || typeof id === 'string') &&
    statements.length > 0 &&
    statements.every(isStatement)
  if (!wellFormed) throw malformed('Syntax errors in policy.')
  return statements as Statement[]
}

/** A text or a list of texts, as a list. */
export function texts(value: unknown): readonly string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value]
  return list.filter((entry): entry is string => typeof entry === 'string')
}

function isStatement(statement: unknown): boolean {
  if (!isRecord(statement)) return false
  const { Effect, Sid, Condition } = statement
  return (
    Object.keys(statement).every((element) => statementElements.has(element)) &&
    typeof Effect === 'string' &&
    /^(?:allow|deny)$/i.test(Effect) &&
    (Sid === undefined || typeof Sid === 'string') &&
    !('Action' in statement && 'NotAction' in statement) &&
    !('Resource' in statement && 'NotResource' in statement) &&
    ['Action', 'NotAction', 'Resource', 'NotResource'].every((element) => isTexts(statement[element])) &&
    (Condition === undefined || isCondition(Condition))
  )
}

function isCondition(condition: unknown): boolean {
  if (!isRecord(condition)) return false
  return Object.entries(condition).every(
    ([operator, keys]) =>
      // An operator without keys is not looked at.
      isRecord(keys) &&
      (operators.test(operator) || Object.keys(keys).length === 0) &&
      Object.values(keys).every(isConditionValue),
  )
}

function isConditionValue(value: unknown): boolean {
  const values: unknown[] = Array.isArray(value) ? value : [value]
  return values.every((entry) => ['string', 'number', 'boolean'].includes(typeof entry))
}

function isTexts(value: unknown): boolean {
  if (value === undefined || typeof value === 'string') return true
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function checkSids(statements: readonly Statement[]): void {
  const sids = statements.flatMap(({ Sid: sid }) => (typeof sid === 'string' && sid !== '' ? [sid] : []))
  if (sids.some((sid) => !/^[0-9A-Za-z]*$/.test(sid))) {
    throw malformed(
      'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
    )
  }
  if (new Set(sids).size < sids.length)
    throw malformed('Statement IDs (SID) in a single policy must be unique.')
}
