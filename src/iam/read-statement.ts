import type {
  PolicyCondition,
  PolicyPrincipal,
  PolicyStatement,
  PolicyText,
  PrincipalType,
  UnresolvedStatement,
} from '../model/iam/policy.ts'
import { Unresolved } from '../model/template.ts'
import { operatorNames, parseOperator } from './condition-operators.ts'
import { editDistance } from '../model/edit-distance.ts'

/** Something in a policy that AWS does not take. */
export interface PolicyProblem {
  /** `Statement[0].Condition.StringEqual`, `line 3, column 5`; empty for the policy itself. */
  readonly place: string
  /** One line without a full stop. */
  readonly what: string
  /** The name that was probably meant. */
  readonly meant?: string
}

const elements = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]
const principalTypes: readonly PrincipalType[] = ['AWS', 'Service', 'Federated', 'CanonicalUser']

/** A problem, with the nearest of the names that could stand there. */
export function problemAt(place: string, what: string, names: readonly string[] = []): PolicyProblem {
  const written = place.slice(place.lastIndexOf('.') + 1)
  const meant = names
    .map((name) => ({ name, edits: editDistance(written, name) }))
    .filter(({ name, edits }) => edits <= Math.max(1, name.length / 3))
    .toSorted((a, b) => a.edits - b.edits)[0]?.name
  return meant === undefined ? { place, what } : { place, what, meant }
}

/** Reads one statement, and adds what is wrong with it to the problems. Undefined where it cannot be read. */
export function readStatement(
  given: unknown,
  index: number,
  place: string,
  problems: PolicyProblem[],
): PolicyStatement | UnresolvedStatement | undefined {
  if (given instanceof Unresolved) return { index, settledBy: given.settledBy }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    problems.push(problemAt(place, 'a statement is a JSON object'))
    return undefined
  }
  const statement = given as Readonly<Record<string, unknown>>
  for (const name of Object.keys(statement)) {
    if (!elements.includes(name))
      problems.push(problemAt(`${place}.${name}`, 'a statement has no such element', elements))
  }
  const { Sid: sid, Effect: effect, Condition: condition } = statement
  for (const open of [effect, condition]) {
    if (open instanceof Unresolved) return { index, settledBy: open.settledBy }
  }
  if (effect !== 'Allow' && effect !== 'Deny')
    problems.push(
      problemAt(`${place}.Effect`, effect === undefined ? 'is missing' : 'is neither Allow nor Deny'),
    )
  const read = {
    index,
    ...(typeof sid === 'string' && sid !== '' ? { sid } : {}),
    effect: effect === 'Deny' ? ('Deny' as const) : ('Allow' as const),
    ...readPair(statement, place, 'Principal', 'NotPrincipal', problems, readPrincipals),
    ...readPair(statement, place, 'Action', 'NotAction', problems, readActions),
    ...readPair(statement, place, 'Resource', 'NotResource', problems, readTexts),
  }
  if (!('action' in read) && !('notAction' in read))
    problems.push(problemAt(`${place}.Action`, 'is missing, and so is NotAction'))
  const conditions = readConditions(condition, `${place}.Condition`, problems)
  if (conditions instanceof Unresolved) return { index, settledBy: conditions.settledBy }
  return { ...read, conditions }
}

/** An element and its opposite, of which a statement has one: under the names of the model. */
function readPair<Value>(
  statement: Readonly<Record<string, unknown>>,
  place: string,
  name: string,
  opposite: string,
  problems: PolicyProblem[],
  read: (given: unknown, place: string, problems: PolicyProblem[]) => Value,
): Readonly<Record<string, Value>> {
  if (statement[name] !== undefined && statement[opposite] !== undefined)
    problems.push(problemAt(`${place}.${opposite}`, `a statement has either ${name} or ${opposite}`))
  const found = [name, opposite].find((one) => statement[one] !== undefined)
  if (found === undefined) return {}
  return {
    [found.charAt(0).toLowerCase() + found.slice(1)]: read(statement[found], `${place}.${found}`, problems),
  }
}

function listOf(given: unknown): readonly unknown[] {
  return Array.isArray(given) ? given : [given]
}

function readTexts(given: unknown, place: string, problems: PolicyProblem[]): readonly PolicyText[] {
  const texts: PolicyText[] = []
  for (const one of listOf(given)) {
    if (typeof one === 'string' || one instanceof Unresolved) texts.push(one)
    else problems.push(problemAt(place, 'is not a text or a list of texts'))
  }
  if (Array.isArray(given) && given.length === 0) problems.push(problemAt(place, 'is empty'))
  return texts
}

function readActions(given: unknown, place: string, problems: PolicyProblem[]): readonly PolicyText[] {
  const actions = readTexts(given, place, problems)
  for (const action of actions) {
    if (typeof action === 'string' && action !== '*' && !action.includes(':'))
      problems.push(problemAt(place, `${action} does not begin with the name of a service and a colon`))
  }
  return actions
}

function readPrincipals(
  given: unknown,
  place: string,
  problems: PolicyProblem[],
): readonly PolicyPrincipal[] {
  if (given === '*') return [{ type: '*', name: '*' }]
  if (given instanceof Unresolved) return [{ type: 'AWS', name: given }]
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    problems.push(problemAt(place, 'is neither "*" nor an object such as {"AWS": "arn:…"}'))
    return []
  }
  return Object.entries(given).flatMap(([name, names]: [string, unknown]) => {
    const type = principalTypes.find((one) => one === name)
    if (type === undefined) {
      problems.push(problemAt(`${place}.${name}`, 'there is no such kind of principal', principalTypes))
      return []
    }
    // An empty list names nobody, and AWS takes it.
    if (Array.isArray(names) && names.length === 0) return []
    return readTexts(names, `${place}.${name}`, problems).map((text): PolicyPrincipal => ({
      type,
      name: text,
    }))
  })
}

function readConditions(
  given: unknown,
  place: string,
  problems: PolicyProblem[],
): readonly PolicyCondition[] | Unresolved {
  if (given === undefined) return []
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    problems.push(problemAt(place, 'is not an object'))
    return []
  }
  const conditions: PolicyCondition[] = []
  for (const [operator, tests] of Object.entries(given) as [string, unknown][]) {
    if (tests instanceof Unresolved) return tests
    if (!parseOperator(operator))
      problems.push(problemAt(`${place}.${operator}`, 'there is no such condition operator', operatorNames()))
    if (typeof tests !== 'object' || tests === null || Array.isArray(tests)) {
      problems.push(problemAt(`${place}.${operator}`, 'is not an object of keys and values'))
      continue
    }
    for (const [key, values] of Object.entries(tests) as [string, unknown][]) {
      conditions.push({ operator, key, values: readValues(values, `${place}.${operator}.${key}`, problems) })
    }
  }
  return conditions
}

/** Values are texts; numbers, true and false are taken as the texts they are written as. */
function readValues(given: unknown, place: string, problems: PolicyProblem[]): readonly PolicyText[] {
  return listOf(given).flatMap((one): readonly PolicyText[] => {
    if (typeof one === 'string' || one instanceof Unresolved) return [one]
    if (typeof one === 'number' || typeof one === 'boolean') return [String(one)]
    problems.push(problemAt(place, 'is not a text, a number, true or false, or a list of such'))
    return []
  })
}
