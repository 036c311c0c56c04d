import { expect, it } from 'vitest'
import { probeProcessRuntime } from '../../src/runtime/process/probe.ts'
import { BrokenProject, type DescribedTask } from './broken-project.ts'
import { reportedEnvFileTimeout } from './texts.ts'

const probe = await probeProcessRuntime()
if (!probe.usable) process.stderr.write(`skipped: the story of the environment file: ${probe.reason}\n`)

const LAUNCHES = 6

it.skipIf(!probe.usable)(
  'env-file-in-another-region',
  async () => {
    const project = await BrokenProject.open('env-file-in-another-region', 'process')
    try {
      await tell(project)
    } finally {
      await project.close()
    }
  },
  90_000,
)

async function tell(project: BrokenProject): Promise<void> {
  const first = await project.up('10s')
  expect(first.code, first.stderr).toBe(0)
  const { failing, passing, failed } = await someLaunchesFail(project)

  const { failure, causes } = await project.why(taskIdOf(failed))
  expect(failure?.code).toBe('env-file-unreachable')
  const [cause] = causes
  expect(cause).toMatchObject({ code: 'env-file-bucket-region-or-route', standing: 'proven' })
  if (cause === undefined) return
  expect(cause.prints).toBe(reportedEnvFileTimeout)
  expect(cause.message).toContain(
    `1 of 2 launches of \`${taskIdOf(failed)}\` will fail: ${failing} has no way`,
  )
  expect(cause.message).toContain(`to bucket jobsynchub-config in us-east-2 while ${passing} has one`)
  expect(cause.message).toContain('raising startTimeout cannot help')
  const why = cause.why.map(({ fact }) => fact).join('\n')
  expect(why).toMatch(
    new RegExp(`^${failing} has no way to \\S+\\.us-east-2\\.amazonaws\\.com: .*vpce-`, 'm'),
  )
  expect(why).toMatch(new RegExp(`^${passing} has a way: `, 'm'))
  expect(why).toContain('1 of 2 subnets fail: about 50 % of launches')
  expect(why).toContain('environment files are fetched before any container starts')

  const fix = cause.fix.find(
    ({ title }) => title === `or route ${failing} to a NAT gateway that stands in a public subnet`,
  )
  if (fix === undefined) throw new Error(`no such fix: ${JSON.stringify(cause.fix)}`)
  project.edit(({ template }) => template.addResource('DefaultRouteB', fix.text))
  const mended = await project.up('10s')
  expect(mended.code, mended.stderr).toBe(0)

  const since = await launch(project, 2)
  expect(new Set(since.map(subnetOf))).toEqual(new Set([failing, passing]))
  expect(since.map(({ containers }) => containers[0]?.exitCode)).toEqual([0, 0])
  const report = await project.seatrial.runAsync(['run', 'weekly-report'])
  expect(report.stdout).toContain('Weekly review: the last 7 days, for 2 readers\n')
  expect(report.code).toBe(0)
}

/** All launches of one subnet fail as it was reported, and all of the other run. */
async function someLaunchesFail(
  project: BrokenProject,
): Promise<{ failing: string; passing: string; failed: DescribedTask }> {
  const tasks = await launch(project, LAUNCHES)
  const bad = tasks.filter(({ stopCode }) => stopCode === 'TaskFailedToStart')
  const good = tasks.filter(({ containers }) => containers[0]?.exitCode === 0)
  expect([bad.length, good.length]).toEqual([LAUNCHES / 2, LAUNCHES / 2])
  for (const { stoppedReason } of bad) expect(stoppedReason).toBe(reportedEnvFileTimeout)
  const [failing, ...others] = new Set(bad.map(subnetOf))
  const [passing, ...more] = new Set(good.map(subnetOf))
  const [failed] = bad
  if (failing === undefined || passing === undefined || failed === undefined) throw new Error('no subnets')
  expect([...others, ...more]).toEqual([])
  expect(failing).not.toBe(passing)
  return { failing, passing, failed }
}

/** Starts tasks in both subnets, as a schedule does over time; gives them when they have ended. */
async function launch(project: BrokenProject, count: number): Promise<DescribedTask[]> {
  const before = (await project.tasks('STOPPED')).map(({ taskArn }) => taskArn)
  await project.run('weekly-report', count)
  const ended = await project.stoppedTasks(before.length + count)
  return ended.filter(({ taskArn }) => !before.includes(taskArn))
}

function subnetOf({ attachments }: DescribedTask): string {
  const details = attachments.flatMap((attachment) => attachment.details)
  return details.find(({ name }) => name === 'subnetId')?.value ?? ''
}

function taskIdOf({ taskArn }: DescribedTask): string {
  return taskArn.slice(taskArn.lastIndexOf('/') + 1)
}
