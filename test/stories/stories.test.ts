import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { probeProcessRuntime } from '../../src/runtime/process/probe.ts'
import { root } from '../support/seatrial.ts'
import { BrokenProject, type PrintedCause } from './broken-project.ts'
import { stories } from './stories.ts'
import { textPattern, type Story } from './story.ts'

const probe = await probeProcessRuntime()
if (!probe.usable) process.stderr.write(`skipped: stories with the process runtime: ${probe.reason}\n`)

/** A story takes some seconds alone, and several are told at once. */
const TIMEOUT_MS = 90_000

describe('the stories', () => {
  it('are all told', () => {
    const folders = readdirSync(join(root, 'examples/jobsynchub/broken'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
    expect([...stories.map(({ folder }) => folder), 'env-file-in-another-region'].toSorted()).toEqual(
      folders.toSorted(),
    )
  })

  const simulated = stories.filter(({ runtime }) => runtime === 'simulated')
  it.concurrent.each(named(simulated))('%s', async (_, story) => await from(story), TIMEOUT_MS)

  describe.skipIf(!probe.usable)('of programs that really run', () => {
    const real = stories.filter(({ runtime }) => runtime === 'process')
    it.concurrent.each(named(real))('%s', async (_, story) => await from(story), TIMEOUT_MS)
  })
})

function named(those: readonly Story[]): (readonly [string, Story])[] {
  return those.map((story) => [story.folder, story] as const)
}

async function from(story: Story): Promise<void> {
  const project = await BrokenProject.open(story.folder, story.runtime)
  try {
    await tell(project, story)
  } finally {
    await project.close()
  }
}

async function tell(project: BrokenProject, story: Story): Promise<void> {
  const first = await project.up('1s')
  // A program that ends by itself has run, for a moment perhaps long enough to count as steady.
  const expected = story.symptom.stopCode === 'EssentialContainerExited' ? [0, 1, 4] : [1, 4]
  expect(expected, first.stderr).toContain(first.code)
  await expectSymptom(project, story)

  const cause = await provenCause(project, story)
  const fix = cause.fix[story.fix]
  expect(fix, JSON.stringify(cause.fix)).toBeDefined()
  if (fix === undefined) return
  project.edit((files) => story.apply(files, fix))

  const mended = await project.up('45s')
  expect(mended.code, mended.stderr).toBe(0)
  expect(mended.stdout).toMatch(new RegExp(`^${story.service} +steady 1/1`, 'm'))
  if (project.isPublished) {
    expect(await project.healthStatus()).toBe(200)
  }
}

async function expectSymptom(project: BrokenProject, { symptom, service }: Story): Promise<void> {
  const { stopCode, stoppedReason, container, log, event } = symptom
  if (event !== undefined) await project.event(service, textPattern(event))
  if (stopCode === undefined) {
    expect(await project.tasks('STOPPED')).toEqual([])
    return
  }
  const [task] = await project.stoppedTasks(1)
  if (task === undefined) throw new Error('no task has stopped')
  const reason = stoppedReason ?? container?.reason ?? ''
  expect(task.stopCode).toBe(stopCode)
  expect(task.stoppedReason).toMatch(textPattern(reason))
  if (stopCode === 'TaskFailedToStart') {
    const placed = `(service ${service}) was unable to place a task. Reason: ${reason.replace(/\.$/, '')}.`
    await project.event(service, textPattern(placed))
  }
  const ended = task.containers.find(({ name }) => name === container?.name)
  if (container?.exitCode !== undefined) expect(ended?.exitCode).toBe(container.exitCode)
  if (container?.reason !== undefined) expect(ended?.reason).toMatch(textPattern(container.reason))
  if (log !== undefined && container !== undefined) {
    expect(await project.log(task, container.name)).toContain(log)
  }
}

/** The first cause must be the right one, proven, and say what ECS says. */
async function provenCause(project: BrokenProject, story: Story): Promise<PrintedCause> {
  const { causes } = await project.why(story.service)
  const [cause] = causes
  if (cause === undefined) throw new Error('no cause was found')
  expect({ code: cause.code, standing: cause.standing }).toEqual({ code: story.cause, standing: 'proven' })
  const said = [cause.message, ...cause.why.map(({ fact }) => fact)].join('\n')
  for (const part of story.evidence) expect(said).toContain(part)
  const { stopCode, stoppedReason } = story.symptom
  if (cause.prints !== null && stopCode === 'TaskFailedToStart' && stoppedReason !== undefined) {
    expect(cause.prints).toMatch(textPattern(stoppedReason))
  }
  return cause
}
