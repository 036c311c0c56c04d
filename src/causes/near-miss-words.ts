import type { Mismatch, StatementPlace } from '../model/iam/access.ts'
import type { NearMiss, ResourceDifference } from '../model/iam/near-miss.ts'
import type { Evidence } from '../model/verdict.ts'
import type { CauseFacts } from './cause.ts'
import type { Edit, Fix } from './fix.ts'

/** The nearest miss of a permission as facts of a cause: `miss` is its kind, `missFact` the sentence about it. */
export function nearMissFacts(miss: NearMiss | undefined): CauseFacts {
  if (miss === undefined) return {}
  const { statement } = miss
  const shared = {
    miss: miss.kind,
    missFact: sentence(miss),
    missSource: statement.source,
    missIndex: statement.index === undefined ? undefined : String(statement.index),
    missPolicy: statement.policyName,
    missAlso: 'also' in miss && miss.also.length > 0 ? miss.also.map(mismatchWords).join('; ') : undefined,
  }
  switch (miss.kind) {
    case 'other-holder':
      return { ...shared, missHolder: miss.holder, missRole: miss.roleArn }
    case 'misspelt-action':
      return { ...shared, missWritten: miss.written, missMeant: miss.meant }
    case 'singular-plural':
      return { ...shared, missWritten: miss.written, missMeant: miss.needed }
    case 'resource':
      return {
        ...shared,
        missWritten: miss.pattern,
        missMeant: miss.difference.kind === 'secret-suffix-not-given' ? undefined : miss.difference.better,
        missDifference: miss.difference.kind,
      }
    default:
      return shared
  }
}

/** The nearest miss as evidence, where there is one. */
export function nearMissEvidence({ missFact, missSource, missAlso }: CauseFacts): Evidence[] {
  if (missFact === undefined) return []
  const fact = missAlso === undefined ? missFact : `${missFact}; and ${missAlso}`
  return [missSource === undefined ? { fact } : { fact, source: missSource }]
}

/** What mends a missing permission, by its nearest miss; without one the statement to add. */
export function permissionFixes(facts: CauseFacts, defaults: { action: string; resource: string }): Fix[] {
  const {
    role,
    action = defaults.action,
    resource = defaults.resource,
    missWritten,
    missMeant,
    missPolicy,
  } = facts
  const name = roleName(role) ?? 'the task execution role'
  const own = ownStatement(facts, { action, resource: grantable(resource) })
  switch (facts.miss) {
    case 'other-holder':
      return [{ ...own, title: `move the statement from the ${facts.missHolder} to ${name}` }]
    case 'misspelt-action':
    case 'singular-plural':
      return [
        {
          title: `in ${missPolicy}, write ${missMeant} instead of ${missWritten}`,
          text: `Action: ${missMeant}`,
          ...edited(replacement(facts, 'Action')),
        },
        { ...own, title: `or allow it to ${name} in a statement of its own` },
      ]
    case 'resource':
      if (missMeant === undefined) break
      return [
        {
          title: `in ${missPolicy}, let the resource cover what the task reads`,
          text: `Resource: ${missMeant}`,
          ...(slips.has(facts.missDifference ?? '') ? edited(replacement(facts, 'Resource')) : {}),
        },
        { ...own, title: `or allow it to ${name} in a statement of its own` },
      ]
    default:
  }
  return [{ ...own, title: `allow it to ${name}` }]
}

/** Differences that leave a pattern which covers nothing: writing it right takes nothing away. Others may be meant. */
const slips: ReadonlySet<string> = new Set(['double-slash', 'missing-slash', 'secret-suffix-missing'])

/** Writes what was meant in the statement that nearly allows it; not where something else keeps it from applying too. */
function replacement(
  { missSource, missIndex, missWritten, missMeant, missAlso }: CauseFacts,
  key: 'Action' | 'Resource',
): Edit | undefined {
  if (missSource === undefined || missIndex === undefined) return undefined
  if (missWritten === undefined || missMeant === undefined) return undefined
  if (missAlso !== undefined || /[*?]/.test(key === 'Action' ? missWritten : '')) return undefined
  return {
    kind: 'replace',
    at: missSource,
    statement: { index: Number(missIndex), key },
    from: missWritten,
    to: missMeant,
  }
}

/** A statement of its own; its change is there where the role and the resource are known. */
function ownStatement(
  { role, resource: known, reason }: CauseFacts,
  { action, resource }: { readonly action: string; readonly resource: string },
): Omit<Fix, 'title'> {
  const actions = grantedWith(action)
  const text = allow(actions.length === 1 ? action : `[${actions.join(', ')}]`, resource)
  const isKnown = role?.startsWith('arn:') === true && known !== undefined && !known.includes('<')
  // Another statement mends no explicit deny.
  if (!isKnown || /explicit deny/i.test(reason ?? '')) return { text }
  return {
    text,
    edit: { kind: 'allow', role, action: actions.length === 1 ? action : actions, resources: [resource] },
  }
}

function edited(edit: Edit | undefined): { readonly edit?: Edit } {
  return edit === undefined ? {} : { edit }
}

/** A statement that allows one action, as it stands in a template. */
export function allow(action: string, resource: string): string {
  const written = resource.replace(madeUpSuffix, '-??????')
  return `- Effect: Allow\n  Action: ${action}\n  Resource: ${/[*?:]\s|^[*&]/.test(written) ? `'${written}'` : written}`
}

/**
 * The end of the ARN of a secret that is not made yet, as `src/inputs` makes it up. AWS chooses six characters of its own,
 * for which policies write question marks.
 */
const madeUpSuffix = /(?<=:secretsmanager:.*:secret:.*)-(?=[a-f]*\d)[0-9a-f]{6}$/

/** The name at the end of a role's ARN or of an assumed role's. */
export function roleName(arn: string | undefined): string | undefined {
  if (arn === undefined) return undefined
  return /:assumed-role\/([^/]+)/.exec(arn)?.[1] ?? /:role\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1] ?? arn
}

/** An action with those without which it is of no use. */
function grantedWith(action: string): readonly string[] {
  return action === 'logs:CreateLogStream' ? [action, 'logs:PutLogEvents'] : [action]
}

/**
 * A resource to grant: a secret named without its random characters is granted with any six, and a log group with all
 * its streams, as each task has its own.
 */
function grantable(resource: string): string {
  const group = /^(arn:[^:]*:logs:[^:]*:[^:]*:log-group:[^:]+):log-stream:/.exec(resource)?.[1]
  if (group !== undefined) return `${group}:*`
  return /:secret:[^*?]+$/.test(resource) && !/-[A-Za-z0-9]{6}$/.test(resource)
    ? `${resource}-??????`
    : resource
}

function sentence(miss: NearMiss): string {
  const where = placeWords(miss.statement)
  switch (miss.kind) {
    case 'other-holder':
      return `${roleName(miss.roleArn) ?? `the ${miss.holder}`} allows it (${where}), and it is the ${miss.holder}: containers use it, not the launcher`
    case 'misspelt-action':
      return `${where} allows ${miss.written}, which is no action; ${miss.meant} is`
    case 'singular-plural':
      return `${where} allows ${miss.written}; ECS calls ${miss.needed}`
    case 'unknown-action':
      return `${where} allows ${miss.written}, which is no action`
    case 'resource':
      return `${where} allows it on ${miss.pattern}: ${differenceWords(miss.difference)}`
    default:
      return `${where} would allow it, but ${mismatchWords(miss.mismatch)}`
  }
}

function placeWords({ policyName, sid, index }: StatementPlace): string {
  if (sid !== undefined) return `statement ${sid} of ${policyName}`
  return index === undefined || index === 0 ? policyName : `statement ${index + 1} of ${policyName}`
}

function differenceWords(difference: ResourceDifference): string {
  switch (difference.kind) {
    case 'star-needed':
      return 'this action names no resource, only * covers it'
    case 'arn-parts':
      return difference.parts
        .map(
          ({ part, wanted, given }) =>
            `its ${part} is ${wanted || 'empty'}, the ${part} needed is ${given || 'empty'}`,
        )
        .join(', ')
    case 'secret-suffix-missing':
      return 'the ARN of a secret ends in six random characters, the pattern ends before them'
    case 'secret-suffix-not-given':
      return 'the pattern has the random characters of the secret, the task names it without them'
    case 'double-slash':
      return 'the name brings its own slash, the pattern has one more'
    case 'missing-slash':
      return 'a slash is missing before the name'
    case 'letter-case':
      return 'upper and lower case differ'
    case 'ends-early':
      return `it ends before ${difference.rest}`
    case 'goes-further':
      return `it covers what lies inside (${difference.rest}), not the thing itself`
    case 'diverges':
      return `it covers ${difference.wanted}, the task needs ${difference.given}`
  }
}

/** A mismatch in words: which element, what it asks for, what there is. */
export function mismatchWords(mismatch: Mismatch): string {
  if (mismatch.element === 'Condition') {
    const { operator, key, wanted, given } = mismatch
    const got = given === undefined ? 'the request has none' : `the request has ${given.join(', ')}`
    return `its condition ${operator} ${key} wants ${wanted.join(' or ')}, and ${got}`
  }
  return `its ${mismatch.element} is ${mismatch.wanted.join(', ')}, the request has ${mismatch.given}`
}
