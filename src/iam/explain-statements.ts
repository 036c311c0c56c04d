import type { AccessRequest, Candidate, Mismatch, PolicyLayer, RequestKeys } from '../model/iam/access.ts'
import { coversAction, matchAction } from './action-pattern.ts'
import type { CompiledStatement } from './compile-policy.ts'
import { evaluateCondition, openVariables, settlesCondition, type CompiledCondition } from './condition.ts'
import { principalName } from './denial-text.ts'
import { editDistance } from '../model/edit-distance.ts'
import { matchResources, matchStatement, type Question } from './match-statement.ts'
import { openPartsOf, writtenAs } from './pattern.ts'
import type { PolicyContext, PolicyEntry } from './policy-context.ts'
import { matchPrincipal } from './principal-pattern.ts'
import { valuesOf, isKnown } from './request-keys.ts'
import { placeOf } from './scan-policies.ts'
import { maybe, no } from './truth.ts'

/** The Allow statements of a layer that come near to the request, those with the fewest mismatches first. */
export function candidatesOf(
  layer: PolicyLayer,
  entries: readonly PolicyEntry[],
  question: Question,
): readonly Candidate[] {
  const candidates: Candidate[] = []
  for (const entry of entries) {
    for (const compiled of entry.compiled?.allows ?? []) {
      if (!isRelated(compiled, question)) continue
      const mismatches = mismatchesOf(compiled, question)
      if (mismatches.length > 0) candidates.push({ statement: placeOf(layer, entry, compiled), mismatches })
    }
  }
  return candidates.toSorted((a, b) => a.mismatches.length - b.mismatches.length)
}

/** Statements about other services explain nothing, unless the service is misspelt. */
function isRelated({ actions }: CompiledStatement, { action }: Question): boolean {
  if (actions.negated || matchAction(actions, action) !== no) return true
  const [service = '', name = ''] = action.split(':')
  return actions.written.some((written) => {
    const [otherService = '', otherName = ''] = written.toLowerCase().split(':')
    return otherService === service || otherName === name || isMisspelt(otherService, service)
  })
}

/** Short names are too near to one another: `ecr` and `ecs` are two services. */
function isMisspelt(written: string, service: string): boolean {
  return service.length > 4 && editDistance(written, service) <= 2
}

/** Everything that keeps a statement from applying to the request. */
export function mismatchesOf(compiled: CompiledStatement, question: Question): readonly Mismatch[] {
  const { request } = question
  const { statement, actions, resources, principals, deny } = compiled
  const mismatches: Mismatch[] = []
  if (principals && matchPrincipal(principals, request.principal, deny) === 'none') {
    const element = principals.negated ? 'NotPrincipal' : 'Principal'
    mismatches.push({ element, wanted: principals.written, given: principalName(request.principal) })
  }
  if (matchAction(actions, question.action) === no) {
    const element = actions.negated ? 'NotAction' : 'Action'
    mismatches.push({
      element,
      wanted: actionsAbout(actions.written, question.action),
      given: request.action,
    })
  }
  if (resources && matchResources(resources, request) === no) {
    const element = resources.negated ? 'NotResource' : 'Resource'
    const wanted = (statement.resource ?? statement.notResource ?? []).map(writtenAs)
    mismatches.push({ element, wanted, given: writtenAs(request.resource) })
  }
  for (const condition of compiled.conditions) {
    if (evaluateCondition(condition, request.keys) === no)
      mismatches.push(conditionMismatch(condition, request.keys))
  }
  return mismatches
}

/** Of a long list the actions that have to do with the one asked for. */
function actionsAbout(written: readonly string[], action: string): readonly string[] {
  const service = action.slice(0, action.indexOf(':') + 1)
  const related = written.filter((one) => one.toLowerCase().startsWith(service) || coversAction(one, action))
  return related.length > 0 ? related : written
}

function conditionMismatch({ condition, key }: CompiledCondition, keys: RequestKeys): Mismatch {
  const values = valuesOf(keys, key)
  return {
    element: 'Condition',
    operator: condition.operator,
    key: condition.key,
    wanted: condition.values.map(writtenAs),
    given: isKnown(values) ? values : undefined,
  }
}

/** What would settle a request that can be neither allowed nor denied, each thing once. */
export function settlesLayers(
  layers: readonly (readonly [PolicyLayer, readonly PolicyEntry[]])[],
  question: Question,
  { grants }: PolicyContext,
): readonly string[] {
  const settles = new Set<string>()
  for (const [, entries] of layers) {
    for (const entry of entries) {
      if (!entry.compiled) {
        settles.add(entry.settledBy)
        continue
      }
      for (const { settledBy } of entry.compiled.unresolved) settles.add(settledBy)
      for (const statement of [...entry.compiled.denies, ...entry.compiled.allows]) {
        for (const one of settlesStatement(statement, question)) settles.add(one)
      }
    }
  }
  if (grants && settles.size === 0) settles.add('the encryption context of the request')
  return [...settles]
}

function settlesStatement(compiled: CompiledStatement, question: Question): readonly string[] {
  const { request } = question
  const { principals, deny, statement, conditions, resources, actions } = compiled
  const named = principals ? matchPrincipal(principals, request.principal, deny) : 'direct'
  if (named === 'none') return []
  const truth = matchStatement(compiled, question)
  if (truth === no || (truth !== maybe && named !== 'not-known')) return []
  return [
    ...(principals && named === 'not-known' ? [settlesPrincipal(compiled)] : []),
    ...(matchAction(actions, question.action) === maybe
      ? (statement.action ?? statement.notAction ?? []).flatMap(openPartsOf)
      : []),
    ...(resources && matchResources(resources, request) === maybe ? settlesResource(compiled, request) : []),
    ...conditions
      .filter((condition) => evaluateCondition(condition, request.keys) === maybe)
      .flatMap((condition) => settlesCondition(condition, request.keys)),
  ]
}

function settlesPrincipal({ principals, statement }: CompiledStatement): string {
  const names = statement.principal ?? statement.notPrincipal ?? []
  const open = names.flatMap(({ name }) => openPartsOf(name))
  if (open[0] !== undefined) return open[0]
  if (names.some(({ type }) => type === 'CanonicalUser')) return 'whose canonical user id the policy names'
  return `whether the service checks the account and role too that NotPrincipal ${principals?.written.join(', ')} leaves out`
}

function settlesResource(
  { statement }: CompiledStatement,
  { resource, keys }: AccessRequest,
): readonly string[] {
  const texts = statement.resource ?? statement.notResource ?? []
  const settles = [
    ...openPartsOf(resource),
    ...texts.flatMap(openPartsOf),
    ...texts.flatMap((text) => openVariables(text, keys)),
  ]
  return settles.length > 0 ? settles : texts.map((text) => `the value of ${writtenAs(text)}`)
}
