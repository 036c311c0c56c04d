import type { LaunchStepKind } from '../model/launch/step.ts'

/** The control plane's own waits, in milliseconds: as long as ECS's, or compressed so that a laptop need not wait. */
export interface Pace {
  readonly name: 'brisk' | 'real'
  /** A task without health check counts as healthy so long after it became RUNNING (ECS: 40 s). */
  readonly untilHealthyMs: number
  /** Between the creation of a network interface and its being attached. */
  readonly interfaceMs: number
  /** At least so long until a launch is tried again that came to nothing. */
  readonly retryLaunchMs: number
  /**
   * At least so long between the starts of tasks that end by themselves right after: in AWS a launch takes that long
   * anyway, here a program that crashes at once would keep the machine busy.
   */
  readonly crashLoopMs: number
  /** The delay after the n-th round in a row of tasks that never became RUNNING (n from 1). */
  throttleMs(rounds: number): number
  /** How long a step of a launch goes on trying where its call gets no answer, until it gives up. */
  unansweredMs(step: LaunchStepKind): number
}

/** ECS: restarts come at increasing intervals up to 27 minutes. The steps between are ours: they double. */
const throttleSteps = [0, 0, 60_000, 120_000, 240_000, 480_000, 960_000, 1_620_000] as const
const BRISK_DIVISOR = 60

function throttle(rounds: number): number {
  return throttleSteps[Math.min(Math.max(rounds, 1), throttleSteps.length) - 1] ?? 0
}

/** A connection that nobody answers is given up after this: https://pkg.go.dev/net/http#DefaultTransport */
const DIAL_MS = 30_000

/**
 * The tries that the texts of ECS name (spec, P-02), the EC2 agent's deadline for an environment file, and
 * three mounts of 15 s. How long Fargate itself takes is not documented; it is of this order.
 */
const unanswered: Partial<Record<LaunchStepKind, number>> = {
  'registry-auth': 3 * DIAL_MS,
  'registry-secret': 5 * DIAL_MS,
  secret: 5 * DIAL_MS,
  parameters: 5 * DIAL_MS,
  'env-file': 30_000,
  'log-driver': 2 * DIAL_MS,
  volume: 45_000,
  image: 5 * DIAL_MS,
}

function unansweredMs(step: LaunchStepKind): number {
  return unanswered[step] ?? 0
}

/** Waits as long as ECS does. */
export const realPace: Pace = {
  name: 'real',
  untilHealthyMs: 40_000,
  interfaceMs: 8000,
  retryLaunchMs: 10_000,
  crashLoopMs: 20_000,
  throttleMs: throttle,
  unansweredMs,
}

/** The same order of things with the waits taken out. */
export const briskPace: Pace = {
  name: 'brisk',
  untilHealthyMs: 300,
  interfaceMs: 0,
  retryLaunchMs: 500,
  crashLoopMs: 1000,
  throttleMs: (rounds) => throttle(rounds) / BRISK_DIVISOR,
  unansweredMs: (step) => unansweredMs(step) / BRISK_DIVISOR,
}
