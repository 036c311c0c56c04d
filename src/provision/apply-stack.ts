import { Fault } from '../aws/fault.ts'
import { formatPlace, inputError } from '../inputs/input-error.ts'
import { resourceKind } from '../inputs/cloudformation/resource-kind.ts'
import { ApiShapes } from './api-shapes.ts'
import { actionFor, checkProperties, makeResource } from './make-resource.ts'
import type { Action, Making } from './make-resource.ts'
import type { PlannedProperties, PlannedResource } from './planned-resource.ts'
import { removeAll } from './remove-resource.ts'
import { failureOf, ResourceFailure, reasonOf } from './resource-failure.ts'
import type { RunOptions } from './run-options.ts'
import type { StackRecord } from './stack-record.ts'
import { isSteady } from './steady-services.ts'
import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 25

/** Brings the resources of one stack to what was planned. Logical ids that could not be made are in `skipped`. */
export class StackApplication {
  readonly skipped = new Set<string>()
  private readonly record: StackRecord
  private readonly options: RunOptions
  private readonly shapes = new ApiShapes()
  /** Services that may not be steady yet, by logical id: what needs them waits. */
  private readonly unsteady = new Map<string, string>()

  constructor(record: StackRecord, options: RunOptions) {
    this.record = record
    this.options = options
  }

  /** Makes and changes resources in order. Throws a ResourceFailure at the first that does not work. */
  async apply(planned: readonly PlannedResource[]): Promise<void> {
    for (const resource of planned) {
      const reason = this.reasonToSkip(resource)
      if (reason === undefined) await this.applyOne(resource)
      else this.skip(resource, reason)
    }
  }

  /** Removes what was replaced, and what the template no longer has. What refuses stays, and is said. */
  async cleanUp(wanted: ReadonlySet<string>): Promise<void> {
    const leaving = this.record
      .all()
      .filter(({ state, logicalId }) => state === 'leaving' || !wanted.has(logicalId))
    const failures = await removeAll(leaving, this.record, this.shapes, this.options)
    if (failures.length > 0) {
      const names = failures.map(({ row }) => row.logicalId).join(', ')
      this.options.report({
        kind: 'note',
        text: `not removed yet: ${names}; the next update tries again`,
      })
    }
  }

  private reasonToSkip({ type, handler }: PlannedResource): string | undefined {
    if (handler) return undefined
    const kind = resourceKind(type)
    if (kind === 'serverless')
      return 'it is made by the AWS::Serverless transform, which seatrial does not run yet'
    if (kind === 'custom') return 'custom resources run code in AWS, which seatrial does not do'
    if (kind === 'nested-stack') return 'nested stacks are not implemented by seatrial'
    return `${type} is not implemented by seatrial`
  }

  private skip({ logicalId, type, source }: PlannedResource, reason: string): void {
    this.skipped.add(logicalId)
    this.options.report({ kind: 'skipped', logicalId, type, reason, where: formatPlace(source) })
  }

  private async applyOne(planned: PlannedResource): Promise<void> {
    const { logicalId, handler, type } = planned
    let action: Action = this.record.made(logicalId) ? 'update' : 'create'
    try {
      const given = await planned.properties()
      const missing = [...planned.mentions].find((mentioned) => this.skipped.has(mentioned))
      if (given.unresolved.length > 0 && missing !== undefined) {
        this.skip(planned, `needs ${missing}, which was skipped`)
        return
      }
      refuseUnknown(given)
      if (!handler) return
      const { record, shapes, options } = this
      const making: Making = { planned, handler, given, record, shapes, options }
      checkProperties(making)
      action = actionFor(making, record.current(logicalId))
      if (action !== 'keep') await this.waitForServices(planned)
      const physicalId = await makeResource(making, action)
      if (type === 'AWS::ECS::Service') this.unsteady.set(logicalId, physicalId)
      options.report({ kind: 'resource', logicalId, type, action, state: 'done', physicalId })
    } catch (error) {
      throw this.failure(error, planned, action)
    }
  }

  private failure(error: unknown, { logicalId, type, source }: PlannedResource, action: Action): unknown {
    const reason = reasonOf(error)
    if (reason === undefined) return error
    this.options.report({ kind: 'resource', logicalId, type, action, state: 'failed', reason })
    return failureOf(`could not ${action} ${logicalId} (${type})`, logicalId, error, reason, source)
  }

  /** CloudFormation begins what needs a service only when the service is steady. */
  private async waitForServices({ needs, region }: PlannedResource): Promise<void> {
    const { store, account, waitMs } = this.options
    for (const need of needs) {
      const serviceArn = this.unsteady.get(need)
      if (serviceArn === undefined) continue
      const end = performance.now() + waitMs
      const steady = (): boolean => {
        try {
          return isSteady(store.view({ account, region }), serviceArn)
        } catch (error) {
          if (error instanceof Fault) throw unsteady(need, `${need} does not become steady: ${error.message}`)
          throw error
        }
      }
      while (!steady()) {
        if (performance.now() > end) {
          const seconds = Math.round(waitMs / 1000)
          throw unsteady(need, `${need}, which it needs, was not steady after ${seconds} s`)
        }
        await sleep(POLL_MS)
      }
      this.unsteady.delete(need)
    }
  }
}

function unsteady(need: string, reason: string): ResourceFailure {
  return new ResourceFailure(reason, need, reason)
}

/** A value that is not known cannot be given to AWS. */
function refuseUnknown({ unresolved }: PlannedProperties): void {
  const [first] = unresolved
  if (!first) return
  throw inputError(first.value.reason, first.source, { expected: first.value.settledBy })
}
