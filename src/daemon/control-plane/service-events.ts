import { printFailure } from '../../failures/print-failure.ts'
import type { ServiceEvent } from '../../model/ecs/service.ts'
import { serviceEvents } from '../../model/ecs/tables.ts'
import type { Transaction, View } from '../../model/state.ts'
import type { Failure } from '../../model/verdict.ts'

/** ECS keeps the latest events of a service. */
const MAX_EVENTS = 100
/** A trouble that goes on is told again after this (spec: LAUNCH §7). */
const REPEATED_AFTER_MS = 6 * 3_600_000

/** Events that tell of a trouble, which ECS does not repeat while it goes on; the others tell of what was done. */
const troubles: ReadonlySet<string> = new Set([
  'service-unable-to-place',
  'service-start-impaired',
  'service-deployment-stuck',
  'role-not-assumable',
])

/** Adds an event to a service, newest first. */
export function recordEvent(
  tx: Transaction,
  serviceArn: string,
  event: Failure,
  id: string,
  now: number,
): void {
  if (saidLately(tx, serviceArn, event, now)) return
  const known = tx.get(serviceEvents, serviceArn)?.events ?? []
  const message = textOf(event)
  const events = [{ id, createdAtMs: now, message }, ...known].slice(0, MAX_EVENTS)
  tx.put(serviceEvents, serviceArn, { serviceArn, events })
}

/** Whether a trouble was told less than six hours ago, and the service was not steady since. */
export function saidLately(view: View, serviceArn: string, event: Failure, now: number): boolean {
  if (!troubles.has(event.code)) return false
  const message = textOf(event)
  for (const said of view.get(serviceEvents, serviceArn)?.events ?? []) {
    if (said.createdAtMs <= now - REPEATED_AFTER_MS || isSteady(said)) return false
    if (said.message === message) return true
  }
  return false
}

function textOf(event: Failure): string {
  return printFailure(event, { where: 'event' }).text
}

function isSteady({ message }: ServiceEvent): boolean {
  return message.endsWith(') has reached a steady state.')
}
