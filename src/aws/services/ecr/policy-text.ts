import { invalidParameter } from './faults.ts'

const statementElements = new Set(
  'Sid Effect Principal NotPrincipal Action NotAction Resource NotResource Condition'.split(' '),
)

type Fields = Readonly<Record<string, unknown>>

/** Checks a repository policy: it says who may do what, and its resource is the repository itself. */
export function checkRepositoryPolicy(policyText: string): void {
  if (statementsOf(policyText)?.every((statement) => isStatement(statement) && !('Resource' in statement)))
    return
  throw invalidParameter('PolicyText', 'Invalid repository policy provided')
}

/** Checks a registry policy: it names its resources. */
export function checkRegistryPolicy(policyText: string): void {
  if (statementsOf(policyText)?.every((statement) => isStatement(statement) && 'Resource' in statement))
    return
  throw invalidParameter('PolicyText', 'Invalid registry policy provided')
}

function statementsOf(policyText: string): readonly unknown[] | undefined {
  let policy: unknown
  try {
    policy = JSON.parse(policyText)
  } catch {
    return undefined
  }
  if (!isRecord(policy)) return undefined
  const { Version: version, Statement: statement } = policy
  if (version !== undefined && version !== '2008-10-17' && version !== '2012-10-17') return undefined
  const statements: readonly unknown[] = Array.isArray(statement) ? (statement as unknown[]) : [statement]
  return statements.length > 0 ? statements : undefined
}

function isStatement(statement: unknown): statement is Fields {
  if (!isRecord(statement)) return false
  const names = Object.keys(statement)
  return (
    names.every((name) => statementElements.has(name)) &&
    (statement.Effect === 'Allow' || statement.Effect === 'Deny') &&
    exactlyOne(statement, 'Principal', 'NotPrincipal') &&
    exactlyOne(statement, 'Action', 'NotAction') &&
    actionsOf(statement).every((action) => /^(?:\*|ecr:[A-Za-z*?]+)$/.test(action))
  )
}

function exactlyOne(statement: Fields, a: string, b: string): boolean {
  return a in statement !== b in statement
}

function actionsOf({ Action: action, NotAction: notAction }: Fields): string[] {
  const given = action ?? notAction
  return (Array.isArray(given) ? (given as unknown[]) : [given]).map(String)
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
