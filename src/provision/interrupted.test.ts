import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openFrontDoor, type OpenDoor } from '../../test/support/front-door.ts'
import type { FrontDoor, InternalCaller } from '../aws/front-door.ts'
import { stackResources } from '../model/stack.ts'
import type { Progress } from './progress.ts'
import { Provisioner } from './provisioner.ts'

const account = '000000000000'
const region = 'eu-west-1'
const cases = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'cases', 'provision')

/** A door behind which everything ends after so many calls: the last one is done, and its answer never comes. */
function dyingDoor(
  door: FrontDoor,
  calls: number,
): { readonly door: FrontDoor; readonly died: Promise<void> } {
  let left = calls
  let die = (): void => {}
  const died = new Promise<void>((resolve) => (die = resolve))
  const invoke = async (
    service: string,
    operation: string,
    input: object,
    caller: InternalCaller,
  ): Promise<unknown> => {
    left -= 1
    if (left < 0) return await new Promise(() => {})
    if (left > 0) return await door.invoke(service, operation, input, caller)
    await door.invoke(service, operation, input, caller).catch(() => {})
    die()
    return await new Promise(() => {})
  }
  return { door: { invoke } as unknown as FrontDoor, died }
}

async function apply(open: OpenDoor, door: FrontDoor, path: string): Promise<Progress[]> {
  const seen: Progress[] = []
  const { store, clock } = open
  const provisioner = new Provisioner({ store, door, now: () => clock.now, account, waitMs: 100 })
  await provisioner.apply({ path, parameters: {}, secretValues: {}, region }, (progress) =>
    seen.push(progress),
  )
  return seen
}

/** A door that counts its calls. */
function countingDoor(door: FrontDoor): { readonly door: FrontDoor; readonly count: () => number } {
  let calls = 0
  const invoke = async (
    service: string,
    operation: string,
    input: object,
    caller: InternalCaller,
  ): Promise<unknown> => {
    calls += 1
    return await door.invoke(service, operation, input, caller)
  }
  return { door: { invoke } as unknown as FrontDoor, count: () => calls }
}

/** Everything that the stack holds, as far as it is the same in every account. */
function held(open: OpenDoor, stack: string): string[] {
  const rows = [...open.store.view({ account, region }).by(stackResources, 'stack', stack)]
  return rows.map(({ logicalId, type, state }) => `${logicalId} ${type} ${state}`).sort()
}

/** Applies projects one after another, the last in two attempts of which the first ends after so many calls. */
async function applyInterrupted(paths: readonly string[], stack: string, after: number): Promise<string[]> {
  const open = await openFrontDoor()
  for (const path of paths.slice(0, -1)) await apply(open, open.door, path)
  const path = paths.at(-1) ?? ''
  const { door, died } = dyingDoor(open.door, after)
  // How often a state is asked for differs: the attempt may end before it is interrupted.
  await Promise.race([died, apply(open, door, path)])
  const seen = await apply(open, open.door, path)
  expect(
    seen.filter((progress) => progress.kind === 'failed' || progress.kind === 'note'),
    `after call ${after}`,
  ).toEqual([])
  expect(open.bugs).toEqual([])
  const result = held(open, stack)
  await open.close()
  return result
}

/** Applies projects one after another. Returns what the stack holds, and how many calls the last one took. */
async function applyWhole(
  paths: readonly string[],
  stack: string,
): Promise<{ held: string[]; calls: number }> {
  const open = await openFrontDoor()
  for (const path of paths.slice(0, -1)) await apply(open, open.door, path)
  const counting = countingDoor(open.door)
  await apply(open, counting.door, paths.at(-1) ?? '')
  const result = { held: held(open, stack), calls: counting.count() }
  await open.close()
  return result
}

describe('an attempt that is interrupted after any call is continued by the next one', () => {
  it.each([
    ['shop', ['fargate/first']],
    ['net', ['network/first']],
    ['i', ['iam/two']],
    ['st', ['storage/two']],
    ['n', ['more-network/one']],
    ['shop', ['fargate/first', 'fargate/second']],
    ['net', ['network/first', 'network/second']],
    ['i', ['iam/one', 'iam/two']],
    ['st', ['storage/one', 'storage/two']],
    ['n', ['more-network/one', 'more-network/two']],
  ])(
    '%s: %s',
    async (stack, projects) => {
      const paths = projects.map((project) => join(cases, project))
      const whole = await applyWhole(paths, stack)
      expect(whole.calls).toBeGreaterThan(1)
      for (let after = 1; after <= whole.calls; after++) {
        expect(await applyInterrupted(paths, stack, after), `after call ${after}`).toEqual(whole.held)
      }
    },
    120_000,
  )
})
