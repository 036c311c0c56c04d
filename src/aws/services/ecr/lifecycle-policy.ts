import type { Fault } from '../../fault.ts'
import { invalidParameter } from './faults.ts'

type Fields = Readonly<Record<string, unknown>>

const tagStatuses = new Set(['tagged', 'untagged', 'any'])
const selectionProperties =
  'tagStatus tagPrefixList tagPatternList storageClass countType countUnit countNumber'.split(' ')
/** What images are counted by, and whether a unit of days belongs to it. */
const countTypes: Readonly<Record<string, boolean>> = {
  imageCountMoreThan: false,
  sinceImagePushed: true,
  sinceImagePulled: true,
  sinceImageTransitioned: true,
}

/**
 * Checks a lifecycle policy by the rules of
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export function checkLifecyclePolicy(text: string): void {
  const { rules } = parse(text)
  if (!Array.isArray(rules) || rules.length === 0)
    throw failure('rules must be an array with at least one rule')
  const checked = (rules as unknown[]).map(checkRule)
  const priorities = checked.map(({ priority }) => priority)
  if (new Set(priorities).size < priorities.length) throw failure('rulePriority values must be unique')
  const last = Math.max(...priorities)
  const early = checked.find(({ tagStatus, priority }) => tagStatus === 'any' && priority < last)
  if (early) throw failure('a rule with tagStatus any must have the highest value for rulePriority')
}

function checkRule(rule: unknown): { readonly priority: number; readonly tagStatus: string } {
  if (!isRecord(rule)) throw failure('a rule must be an object')
  refuseOthers(rule, 'rule', ['rulePriority', 'description', 'selection', 'action'])
  const { rulePriority, description, selection, action } = rule
  if (!isCount(rulePriority)) throw failure('rulePriority must be an integer of at least 1')
  if (description !== undefined && typeof description !== 'string')
    throw failure('description must be a string')
  if (!isRecord(selection)) throw failure('selection must be an object')
  checkAction(action)
  return { priority: rulePriority, tagStatus: checkSelection(selection) }
}

function checkSelection(selection: Fields): string {
  refuseOthers(selection, 'selection', selectionProperties)
  const { tagStatus, tagPrefixList, tagPatternList, countType, countUnit, countNumber } = selection
  if (typeof tagStatus !== 'string' || !tagStatuses.has(tagStatus)) {
    throw failure('tagStatus must be tagged, untagged or any')
  }
  const lists = [tagPrefixList, tagPatternList].filter((list) => list !== undefined)
  if (tagStatus === 'tagged' && lists.length === 0)
    throw failure('tagPrefixList or tagPatternList is required for tagStatus tagged')
  if (tagStatus !== 'tagged' && lists.length > 0)
    throw failure(`no list of tags is allowed for tagStatus ${tagStatus}`)
  if (!lists.every(isTextList)) throw failure('tagPrefixList and tagPatternList must be lists of strings')
  const hasUnit = typeof countType === 'string' ? countTypes[countType] : undefined
  if (hasUnit === undefined) throw failure(`countType must be one of ${Object.keys(countTypes).join(', ')}`)
  if (hasUnit ? countUnit !== 'days' : countUnit !== undefined) {
    throw failure(
      hasUnit
        ? `countUnit must be days for countType ${countType as string}`
        : 'countUnit is not allowed here',
    )
  }
  if (!isCount(countNumber)) throw failure('countNumber must be an integer of at least 1')
  return tagStatus
}

function checkAction(action: unknown): void {
  if (!isRecord(action)) throw failure('action must be an object')
  refuseOthers(action, 'action', ['type', 'targetStorageClass'])
  const { type, targetStorageClass } = action
  const transitions = type === 'transition' && targetStorageClass === 'archive'
  if (!transitions && !(type === 'expire' && targetStorageClass === undefined)) {
    throw failure('action must be of type expire, or of type transition with targetStorageClass archive')
  }
}

function refuseOthers(fields: Fields, what: string, allowed: readonly string[]): void {
  const other = Object.keys(fields).find((name) => !allowed.includes(name))
  if (other !== undefined) throw failure(`${what} has the unknown property ${other}`)
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1
}

function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((entry) => typeof entry === 'string')
}

function parse(text: string): Fields {
  try {
    const policy: unknown = JSON.parse(text)
    if (isRecord(policy)) return policy
  } catch {
    throw failure('it is not JSON')
  }
  throw failure('it is not an object')
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function failure(reason: string): Fault {
  return invalidParameter('LifecyclePolicyText', `Lifecycle policy validation failure: ${reason}`)
}
