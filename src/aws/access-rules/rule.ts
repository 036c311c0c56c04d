import { formatArn } from '../../model/arn.ts'
import type { View } from '../../model/state.ts'
import type { Fault } from '../fault.ts'

/** The members of a request, checked against the service's model. */
export type Input = Readonly<Record<string, unknown>>

/** Where a call is made. */
export interface CallPlace {
  readonly account: string
  readonly region: string
  readonly view: View
  /** Epoch milliseconds of the account's clock. */
  readonly now: number
  /** Who calls: a user's ARN, or that of a role session. */
  readonly callerArn: string
}

/** Condition keys of a call. Undefined: the call is known not to have the key. */
export type ServiceKeys = Readonly<Record<string, string | readonly string[] | undefined>>

/** One permission that a call needs. */
export interface Permission {
  readonly action: string
  /** An ARN, or `*` where the action names no resource. */
  readonly resource: string
  /** How AWS's text of a denial names the resource, where that is not its ARN. */
  readonly shown?: string
  readonly keys?: ServiceKeys
  /** The service that uses a KMS key for the caller, e.g. `ssm.eu-west-1.amazonaws.com`. */
  readonly via?: string
  readonly encryptionContext?: Readonly<Record<string, string>>
  /** How the service words it where it does not use IAM's text. */
  readonly refusal?: () => Fault
}

/** A resource that an action is about: its ARN, or with how AWS's texts name it. */
export type Target = string | { readonly resource: string; readonly shown: string }

/** What an operation is about. */
export type Targets = (input: Input, place: CallPlace) => readonly Target[]

/** What an operation needs, where that is more than the action of its own name. */
export interface Rule {
  /** Without the service; the operation's own name where left out. */
  readonly action?: string | ((input: Input) => string)
  readonly on: Targets
  readonly keys?: (input: Input, place: CallPlace) => ServiceKeys
  /** Permissions beyond that on the targets. */
  readonly also?: (input: Input, place: CallPlace) => readonly Permission[]
}

/** What the operations of a service need. `none`: whoever has valid credentials may call it. */
export interface ServiceRules {
  /** Before the colon of its actions. */
  readonly prefix: string
  readonly operations: Readonly<Record<string, Targets | Rule | 'none'>>
  /** Condition keys that every call of the service has. */
  readonly keys?: (input: Input, place: CallPlace, operation: string) => ServiceKeys
  /** Condition keys in lower case that nobody knows, perhaps with a final `*`. */
  readonly open: readonly string[]
  /** Its text of a denial does not say `on resource: *`. */
  readonly hidesStar?: boolean
}

/** Every permission that a call needs, in the order in which AWS checks them. */
export function permissionsOf(
  rules: ServiceRules,
  operation: string,
  input: Input,
  place: CallPlace,
): readonly Permission[] {
  const entry = Object.hasOwn(rules.operations, operation) ? rules.operations[operation] : undefined
  if (entry === undefined)
    throw new Error(`nothing says which permissions ${rules.prefix} ${operation} needs`)
  if (entry === 'none') return []
  const rule: Rule = typeof entry === 'function' ? { on: entry } : entry
  const name = typeof rule.action === 'function' ? rule.action(input) : (rule.action ?? operation)
  const keys = { ...rules.keys?.(input, place, operation), ...rule.keys?.(input, place) }
  const permissions = rule.on(input, place).map((target): Permission => {
    const named = typeof target === 'string' ? { resource: target } : target
    return { action: `${rules.prefix}:${name}`, keys, ...named }
  })
  return [...permissions, ...(rule.also?.(input, place) ?? [])]
}

/** For actions that name no resource. */
export const everything: Targets = () => ['*']

/** A text among the members; undefined where it is not given. */
export function text(input: Input, member: string): string | undefined {
  const value = input[member]
  return typeof value === 'string' ? value : undefined
}

/** A list of texts among the members, or one text as a list. */
export function texts(input: Input, member: string): readonly string[] {
  const value = input[member]
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}

/** The members of a structure among the members. */
export function structure(input: Input, member: string): Input {
  const value = input[member]
  return typeof value === 'object' && value !== null ? (value as Input) : {}
}

/** An ARN of the caller's account and region. */
export function arnHere(service: string, { account, region }: CallPlace, resource: string): string {
  return formatArn(service, region, account, resource)
}
