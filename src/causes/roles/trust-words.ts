/** The services that a trust policy names as principals; empty where it names none or cannot be read. */
export function trustedServices(document: unknown): string[] {
  return [
    ...new Set(
      statementsOf(document).flatMap(({ Principal: principal }) =>
        typeof principal === 'object' && principal !== null && 'Service' in principal
          ? texts(principal.Service)
          : [],
      ),
    ),
  ]
}

/** The conditions of the statements that name a service, as they are written; undefined where there are none. */
export function trustConditions(document: unknown, service: string): string | undefined {
  const conditions = statementsOf(document).flatMap(({ Principal: principal, Condition: condition }) =>
    JSON.stringify(principal ?? null).includes(`"${service}"`) && condition !== undefined
      ? [JSON.stringify(condition)]
      : [],
  )
  return conditions.length === 0 ? undefined : conditions.join(' and ')
}

interface Statement {
  readonly Principal?: unknown
  readonly Condition?: unknown
}

function statementsOf(document: unknown): Statement[] {
  const policy = typeof document === 'string' ? parsed(document) : document
  if (typeof policy !== 'object' || policy === null || !('Statement' in policy)) return []
  const statements: readonly unknown[] = Array.isArray(policy.Statement)
    ? policy.Statement
    : [policy.Statement]
  return statements.filter((one): one is Statement => typeof one === 'object' && one !== null)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function texts(value: unknown): string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  return values.filter((one): one is string => typeof one === 'string')
}
