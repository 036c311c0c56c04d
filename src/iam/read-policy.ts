import type {
  PolicyDocument,
  PolicyStatement,
  PolicyText,
  PolicyVersion,
  UnresolvedStatement,
} from '../model/iam/policy.ts'
import { Unresolved } from '../model/template.ts'
import { syntaxErrorAt } from './json-syntax.ts'
import { problemAt, readStatement, type PolicyProblem } from './read-statement.ts'

/** A policy, or everything that keeps AWS from taking it. */
export type PolicyReading =
  | { readonly ok: true; readonly policy: PolicyDocument }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] }

const elements = ['Version', 'Id', 'Statement']
const versions: readonly PolicyVersion[] = ['2008-10-17', '2012-10-17']

/**
 * Reads a policy: its JSON text, or the value a template gave, in which `Unresolved` may stand anywhere. Single values
 * may stand for lists, as AWS takes them. All problems are told, each with its place.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readPolicy(input: unknown): PolicyReading {
  if (typeof input === 'string') return readPolicyText(input)
  if (input instanceof Unresolved) return { ok: true, policy: unresolvedPolicy(input) }
  if (!isRecord(input)) return { ok: false, problems: [problemAt('', 'a policy is a JSON object')] }
  const problems: PolicyProblem[] = []
  for (const name of Object.keys(input)) {
    if (!elements.includes(name)) problems.push(problemAt(name, 'a policy has no such element', elements))
  }
  const version = readVersion(input.Version, problems)
  const statements: PolicyStatement[] = []
  const unresolved: UnresolvedStatement[] = []
  const given: unknown = input.Statement
  if (given === undefined) problems.push(problemAt('Statement', 'is missing'))
  const list: readonly unknown[] = given === undefined ? [] : Array.isArray(given) ? given : [given]
  if (Array.isArray(given) && list.length === 0) problems.push(problemAt('Statement', 'is empty'))
  for (const [index, one] of list.entries()) {
    const place = Array.isArray(given) ? `Statement[${index}]` : 'Statement'
    const read = readStatement(one, index, place, problems)
    if (read === undefined) continue
    if ('effect' in read) statements.push(read)
    else unresolved.push(read)
  }
  if (problems.length > 0) return { ok: false, problems }
  const id = typeof input.Id === 'string' ? { id: input.Id } : {}
  return { ok: true, policy: { version, ...id, statements, unresolved } }
}

function readPolicyText(text: string): PolicyReading {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, problems: [syntaxProblem(text)] }
  }
  // A JSON text that is itself a text would be read without end.
  return typeof value === 'string' ? readPolicy(undefined) : readPolicy(value)
}

function syntaxProblem(text: string): PolicyProblem {
  const before = text.slice(0, syntaxErrorAt(text)).split('\n')
  const place = `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`
  return problemAt(place, 'this is not JSON')
}

function readVersion(given: unknown, problems: PolicyProblem[]): PolicyVersion {
  // Without a version the older language is meant, in which ${…} is plain text.
  if (given === undefined) return '2008-10-17'
  if (given instanceof Unresolved) return '2012-10-17'
  const version = versions.find((one) => one === given)
  if (version === undefined)
    problems.push(problemAt('Version', `there is no version ${JSON.stringify(given)}`, versions))
  return version ?? '2012-10-17'
}

function unresolvedPolicy({ settledBy }: Unresolved): PolicyDocument {
  return { version: '2012-10-17', statements: [], unresolved: [{ index: 0, settledBy }] }
}

/** Whether a value of JSON is an object with named members. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Unresolved)
  )
}

/** The services whose actions a policy names, in lower case: what to load the catalogue of actions with. */
export function servicesNamed({ statements }: PolicyDocument): ReadonlySet<string> {
  const texts = statements.flatMap(
    ({ action, notAction }): readonly PolicyText[] => action ?? notAction ?? [],
  )
  return new Set(
    texts
      .filter((text) => typeof text === 'string')
      .filter((text) => text.includes(':'))
      .map((text) => text.slice(0, text.indexOf(':')).toLowerCase()),
  )
}
