import type { Hop, HopKind, NetworkCause, PacketOutcome } from '../model/network/reach-verdict.ts'

/** Whether rules let packets pass, and by which. */
export interface Passage {
  readonly passes: 'yes' | 'no' | 'unknown'
  /** What decided. */
  readonly id?: string
  readonly fact: string
  readonly source?: string
  /** Where `passes` is `unknown`. */
  readonly settledBy?: string
}

/** Rules say nothing about packets to or from nowhere, as of a subnet without a block of the version. */
export function noAddress({ peerName }: { readonly peerName: string }): Passage {
  const fact = `the address of ${peerName} is not known`
  return { passes: 'unknown', fact, settledBy: `the address of ${peerName}` }
}

/** What a hop adds to a passage. */
interface Stop {
  readonly cause?: NetworkCause | undefined
  /** `timeout` where missing. */
  readonly outcome?: PacketOutcome
}

/** The hop at which rules were asked. The cause counts where they do not let the packet pass. */
export function hopOf(kind: HopKind, passage: Passage, cause?: NetworkCause): Hop {
  if (passage.passes !== 'no') return { kind, ...passage }
  return { kind, ...passage, ...(cause && { cause }), outcome: 'timeout' }
}

/** What is known of where a hop's fact comes from. */
interface Origin {
  readonly id?: string | undefined
  readonly source?: string | undefined
}

/** A hop that the packet passes. */
export function passes(kind: HopKind, fact: string, origin: Origin = {}): Hop {
  return { kind, passes: 'yes', ...clean(origin), fact }
}

/** A hop at which the packet ends. */
export function stops(kind: HopKind, fact: string, { cause, outcome }: Stop, origin: Origin = {}): Hop {
  return {
    kind,
    passes: 'no',
    ...clean(origin),
    fact,
    ...(cause && { cause }),
    outcome: outcome ?? 'timeout',
  }
}

/** A hop of which it cannot be told. */
export function unsettled(kind: HopKind, fact: string, settledBy: string, origin: Origin = {}): Hop {
  return { kind, passes: 'unknown', ...clean(origin), fact, settledBy }
}

function clean({ id, source }: Origin): { id?: string; source?: string } {
  return { ...(id !== undefined && { id }), ...(source !== undefined && { source }) }
}
