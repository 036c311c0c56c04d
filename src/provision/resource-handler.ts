import type { JsonValue } from '../model/stack.ts'
import type { View } from '../model/state.ts'
import type { Properties } from './properties.ts'

/** How a name is made up where the template gives none. */
export interface NameForm {
  /** The longest that the service takes. */
  readonly max: number
  readonly lowerCase?: boolean
  /** What stands in place of the stack's name; empty for nothing, as for secrets. */
  readonly prefix?: string
}

/** What a resource is made with. */
export interface ResourceContext {
  readonly logicalId: string
  readonly stackName: string
  readonly account: string
  readonly region: string
  readonly partition: string
  /** The account as it is now; for what no operation tells. */
  view(): View
  /** Calls an operation through the front door. Throws its Fault. */
  call<Output = Record<string, unknown>>(service: string, operation: string, input: object): Promise<Output>
  /** Calls an operation whose absence is no reason to give up, and says what is left out where Seatrial has none. */
  callIfThere(service: string, operation: string, input: object, property: string): Promise<void>
  /** Calls an operation that removes; what is gone already is fine. */
  callUnlessGone(service: string, operation: string, input: object): Promise<void>
  /** A client token: the same when this resource's making is repeated after an interruption. */
  readonly token: string
  /** The given name, or one made up as CloudFormation does. */
  name(given: string | undefined, form: NameForm): string
  /** Keeps the id of what is there already while more calls follow: a failure of those must not lose it. */
  begun(physicalId: string): Promise<void>
  /** Something that the developer should know. */
  note(text: string): void
  /** Waits for a state that AWS reaches by and by. Throws a Fault where it takes too long. */
  until(what: string, reached: () => boolean | Promise<boolean>): Promise<void>
}

/** What is different in a resource. */
export interface ResourceChange {
  readonly physicalId: string
  /** As it was applied last; secret values are hashes. */
  readonly before: Properties
  readonly after: Properties
  /** Names of the properties that differ. */
  readonly changed: ReadonlySet<string>
}

/** The values of Fn::GetAtt, by CloudFormation's names. */
export type Attributes = Readonly<Record<string, JsonValue>>

/** Whether an attribute is a secret: always, never, or unless it repeats a property that the template shows openly. */
export type LiveAttribute = { readonly secret: boolean } | { readonly secretUnless: string }

/** How resources of one type are made, changed and removed, by AWS operations alone. */
export interface ResourceHandler {
  readonly type: string
  /** Properties that are taken, by CloudFormation's names. */
  readonly properties: readonly string[]
  /** Properties that CloudFormation has and that do nothing here; said where a template holds them. */
  readonly leftOut?: readonly string[]
  /** Properties whose values are secrets: kept as hashes. */
  readonly secret?: readonly string[]
  /** Properties (`A`, or `A.B` within one) whose change needs a new resource; `any` where it cannot be changed. */
  readonly replacedBy: readonly string[] | 'any'
  /** The property that names the resource: two of one name cannot stand side by side while one replaces the other. */
  readonly nameProperty?: string
  /** The property within whose value names are unique, where that is less than a region or account. */
  readonly nameScope?: string
  /** A new one takes the made-up name of the one that it replaces: a family has many revisions. */
  readonly keepsName?: boolean
  /** Returns the physical id: what Ref returns. */
  create(properties: Properties, context: ResourceContext): Promise<string>
  /** The physical id is the name: given by `nameProperty`, or made up. */
  readonly nameIsId?: boolean
  /** The physical id of what an interrupted attempt made without its being known, where it can be told. */
  recover?(properties: Properties, context: ResourceContext): Promise<string | undefined>
  /** What Fn::GetAtt returns, as far as it may be kept. */
  attributes?(physicalId: string, properties: Properties, context: ResourceContext): Promise<Attributes>
  /** What Fn::GetAtt returns that is not kept, but asked for each time, because it is secret or changes by itself. */
  readonly liveAttributes?: Readonly<Record<string, LiveAttribute>>
  liveAttribute?(physicalId: string, name: string, context: ResourceContext): Promise<JsonValue | undefined>
  /** Changes it in place; only called where nothing of `replacedBy` changed. */
  update?(change: ResourceChange, context: ResourceContext): Promise<void>
  /** Removes it. A Fault that says that it is gone already is fine. */
  remove(physicalId: string, properties: Properties, context: ResourceContext): Promise<void>
}
