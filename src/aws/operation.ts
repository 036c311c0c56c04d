import type { ObjectStore } from '../model/objects.ts'
import type { Transaction, View } from '../model/state.ts'
import type { Fault } from './fault.ts'
import type { Violation } from './validation.ts'

/** Who signed a request. The developer is anyone whose access key was not issued here, and may do everything. */
export type Principal =
  | { readonly kind: 'developer'; readonly accessKeyId?: string }
  | { readonly kind: 'user'; readonly arn: string; readonly userId: string; readonly accessKeyId: string }
  | {
      readonly kind: 'role-session'
      /** `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION` */
      readonly arn: string
      readonly roleArn: string
      /** `AROA…:SESSION` */
      readonly userId: string
      readonly accessKeyId: string
      /** The session policy given at AssumeRole, a JSON text. */
      readonly sessionPolicy?: string
    }

/** What an operation may know beside its request. Time and fresh ids come in here, never from the outside. */
export interface RequestContext {
  readonly account: string
  readonly region: string
  readonly principal: Principal
  readonly requestId: string
  /** Epoch milliseconds of the account's clock. */
  readonly now: number
  readonly fresh: FreshIds
  /** Host and port the client spoke to, e.g. `127.0.0.1:4566`, for URLs in answers. */
  readonly host: string
  /** Region of the endpoint, where the host the client spoke to names one. */
  readonly endpointRegion?: string
  /** Where bodies are kept; what an operation does to them it does after its commit. */
  readonly objects: Pick<ObjectStore, 'remove' | 'digest' | 'checksumsOf'>
  /** What the operation's preparation gave. */
  readonly prepared?: unknown
  /** Runs once the change is durable, before the reply; for side effects such as removing an object's file. */
  afterCommit(effect: () => void): void
}

/** Sources of ids, given in so that operations stay functions of their arguments. */
export interface FreshIds {
  uuid(): string
  /** So many random lower-case hexadecimal digits. */
  hex(digits: number): string
  /** So many random characters of this alphabet. */
  text(length: number, alphabet: string): string
  bytes(length: number): Buffer
}

/**
 * One AWS operation: reads and changes the account inside one transaction, and answers. A `Fault` thrown takes every
 * change back. Operations are synchronous, so that none ever sees another half done.
 */
export type Operation<Request, Response> = (
  tx: Transaction,
  request: Request,
  context: RequestContext,
) => Response

/**
 * What an operation must wait for before its transaction: reading stored bytes. It sees the account as it was then;
 * the operation itself looks again. A `Fault` thrown is the answer.
 */
export type Preparation<Request> = (view: View, request: Request, context: RequestContext) => Promise<unknown>

// oxlint-disable-next-line typescript/no-explicit-any -- a registry holds preparations of all request types
export type AnyPreparation = Preparation<any>

// oxlint-disable-next-line typescript/no-explicit-any -- a registry holds operations of all request types
export type AnyOperation = Operation<any, unknown>

/** The operations of one AWS service, and what is particular to its errors. */
export interface Service {
  /** Name of the compiled API model: `src/aws/models/<model>.json`. */
  readonly model: string
  readonly operations: Readonly<Record<string, AnyOperation>>
  /** Preparations by operation, where one needs it. */
  readonly preparations?: Readonly<Record<string, AnyPreparation>>
  /** Words a request that breaks the model; the default is a `ValidationException` in the common form. */
  readonly violation?: (violations: readonly Violation[]) => Fault
}
