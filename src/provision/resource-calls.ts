import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Fault } from '../aws/fault.ts'
import type { FrontDoor } from '../aws/front-door.ts'
import { partitionOf } from '../inputs/cloudformation/pseudo-parameters.ts'
import type { StateStore, View } from '../model/state.ts'
import { isGone } from './resource-failure.ts'
import type { NameForm, ResourceContext } from './resource-handler.ts'

const RANDOM_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const RANDOM_LENGTH = 12
const POLL_MS = 25

/** What the calls for one resource need. */
export interface ResourceCallsOptions {
  readonly door: FrontDoor
  readonly store: StateStore
  readonly logicalId: string
  readonly stackName: string
  readonly account: string
  readonly region: string
  readonly waitMs: number
  /** The name that was made up before. */
  readonly generatedName: string | undefined
  readonly token: string
  readonly note: (text: string) => void
  /** Keeps the physical id or the made-up name. */
  readonly onKnown: (known: {
    readonly physicalId?: string
    readonly generatedName?: string
  }) => Promise<void>
}

/** Calls AWS operations for one resource. */
export class ResourceCalls implements ResourceContext {
  readonly logicalId: string
  readonly stackName: string
  readonly account: string
  readonly region: string
  readonly partition: string
  /** The name that was made up, if one was. */
  generatedName: string | undefined
  readonly token: string
  private readonly options: ResourceCallsOptions
  private keptName: string | undefined

  constructor(options: ResourceCallsOptions) {
    this.options = options
    this.logicalId = options.logicalId
    this.stackName = options.stackName
    this.account = options.account
    this.region = options.region
    this.partition = partitionOf(options.region)
    this.generatedName = options.generatedName
    this.keptName = options.generatedName
    this.token = options.token
  }

  view(): View {
    const { account, region } = this
    return this.options.store.view({ account, region })
  }

  async call<Output>(service: string, operation: string, input: object): Promise<Output> {
    const { account, region, generatedName } = this
    if (generatedName !== undefined && generatedName !== this.keptName) {
      // Before anything has that name: an interruption must not leave what nobody knows.
      await this.options.onKnown({ generatedName })
      this.keptName = generatedName
    }
    const given = Object.fromEntries(
      Object.entries(input as Record<string, unknown>).filter(([, value]) => value !== undefined),
    )
    return (await this.options.door.invoke(service, operation, given, { account, region })) as Output
  }

  async callIfThere(service: string, operation: string, input: object, property: string): Promise<void> {
    try {
      await this.call(service, operation, input)
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'NotImplemented') throw error
      this.note(`${this.logicalId}: ${property} is left out: ${error.message}`)
    }
  }

  async callUnlessGone(service: string, operation: string, input: object): Promise<void> {
    try {
      await this.call(service, operation, input)
    } catch (error) {
      if (!isGone(error)) throw error
    }
  }

  name(given: string | undefined, form: NameForm): string {
    if (given !== undefined) return given
    this.generatedName ??= this.generate(form)
    return this.generatedName
  }

  async begun(physicalId: string): Promise<void> {
    await this.options.onKnown({ physicalId })
  }

  note(text: string): void {
    this.options.note(text)
  }

  async until(what: string, reached: () => boolean | Promise<boolean>): Promise<void> {
    const end = performance.now() + this.options.waitMs
    while (!(await reached())) {
      if (performance.now() > end) {
        const seconds = Math.round(this.options.waitMs / 1000)
        throw new Fault('NotStabilized', `${what} did not come to pass within ${seconds} s`)
      }
      await sleep(POLL_MS)
    }
  }

  /** `STACK-LOGICALID-RANDOM`, the stack's name cut first where it is too long. */
  private generate({ max, lowerCase = false, prefix }: NameForm): string {
    const random = Array.from({ length: RANDOM_LENGTH }, () =>
      RANDOM_CHARACTERS.charAt(randomInt(RANDOM_CHARACTERS.length)),
    ).join('')
    const room = max - RANDOM_LENGTH - 1
    const { logicalId } = this
    const first = prefix ?? this.stackName
    const firstRoom = Math.max(Math.floor(room / 2), room - logicalId.length) - 1
    const whole = first === '' ? logicalId : `${first.slice(0, Math.max(1, firstRoom))}-${logicalId}`
    const name = `${whole.slice(0, room).replace(/-+$/, '')}-${random}`
    return lowerCase ? name.toLowerCase() : name
  }
}
