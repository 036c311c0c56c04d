import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { prettyDiagnosis } from '../../explain/pretty-diagnosis.ts'
import { openProject } from '../../inputs/project/open-project.ts'
import type { LocalValue, ProjectSettings } from '../../model/project.ts'
import type { Progress } from '../../provision/progress.ts'
import { isHopeless } from '../../provision/steady-services.ts'
import type { DaemonClient } from '../daemon-client.ts'
import { CommandError, exitCodes } from '../exit-codes.ts'
import { buildImages } from '../build-images.ts'
import { LiveView } from '../live-view.ts'
import { ensureDaemon } from '../start-daemon.ts'
import { painter } from '../style.ts'
import { followEverything } from '../follow-everything.ts'
import type { ServeOptions } from './serve.ts'

/** Options of `up` beside those of the daemon. */
export interface UpOptions extends ServeOptions {
  readonly detach?: boolean
  readonly timeoutMs: number
  /** Values of template parameters. */
  readonly parameters: Readonly<Record<string, string>>
}

const POLL_MS = 100

/** Brings a project up: the daemon, its stacks, and every service steady. */
export async function up(client: DaemonClient, path: string, options: UpOptions): Promise<number> {
  const project = openProject(path)
  const health = await ensureDaemon(client, {
    ...options,
    region: project.settings.region?.value ?? options.region,
  })
  process.stdout.write(`runtime ${health.runtime} (${health.reason}) · pace ${health.pace} · ${client.url}\n`)
  buildImages(project.settings.images)
  const view = new LiveView(process.stderr)
  const failure = await apply(client, path, project.settings, options, view)
  if (failure !== undefined) {
    view.end()
    throw new CommandError(failure)
  }
  const region = project.settings.region?.value ?? options.region
  const stuck = await untilSteady(client, view, options.timeoutMs)
  view.end()
  if (stuck) return stuck
  await sayHowToReach(client, region)
  if (options.detach) return exitCodes.ok
  return await followEverything(client)
}

async function apply(
  client: DaemonClient,
  path: string,
  settings: ProjectSettings,
  options: UpOptions,
  view: LiveView,
): Promise<string | undefined> {
  const request = {
    path: resolve(path),
    secretValues: Object.fromEntries(settings.secrets.map(({ name, value }) => [name, localValue(value)])),
    parameters: options.parameters,
    region: options.region,
  }
  let failure: string | undefined
  await client.applyStack(request, (progress: Progress) => {
    view.progress(progress)
    if (progress.kind === 'failed') failure = progress.message
  })
  return failure
}

function localValue(value: LocalValue): string {
  if (value.kind === 'text') return value.text
  if (value.kind === 'file') return readFileSync(value.path, 'utf8').replace(/\r?\n$/, '')
  const text = process.env[value.variable]
  if (text !== undefined) return text
  throw new CommandError(
    `the environment variable ${value.variable}, named in seatrial.yaml, is not set`,
    exitCodes.usage,
  )
}

/** Waits until every service is steady; ends early with the reason where one cannot become so. */
async function untilSteady(
  client: DaemonClient,
  view: LiveView,
  timeoutMs: number,
): Promise<number | undefined> {
  const until = Date.now() + timeoutMs
  let before: ReadonlyMap<string, number> | undefined
  for (;;) {
    const { services } = await client.overview()
    view.services(services)
    if (services.every(({ steady }) => steady)) return undefined
    before ??= new Map(services.map(({ serviceArn, startFailures }) => [serviceArn, startFailures]))
    const hopeless = services.find((service) => isHopeless(service, before?.get(service.serviceArn)))
    if (hopeless) {
      view.end()
      process.stderr.write(`service ${hopeless.name} does not come up:\n`)
      const diagnosis = await client.why({ serviceArn: hopeless.serviceArn })
      process.stderr.write(`${prettyDiagnosis(diagnosis, { paint: painter(process.stderr) })}\n`)
      process.stderr.write(`see \`seatrial why ${hopeless.name}\` and \`seatrial events ${hopeless.name}\`\n`)
      return exitCodes.failed
    }
    if (Date.now() > until) {
      const waiting = services.filter(({ steady }) => !steady).map(({ name }) => name)
      view.end()
      process.stderr.write(`still not steady after ${timeoutMs / 1000} s: ${waiting.join(', ')}\n`)
      return exitCodes.timeout
    }
    await sleep(POLL_MS)
  }
}

async function sayHowToReach(client: DaemonClient, region: string): Promise<void> {
  const { services } = await client.overview()
  const width = Math.max(0, ...services.map(({ name }) => name.length))
  for (const { name, runningCount, desiredCount, published } of services) {
    const where = published.map(({ url }) => url).join('  ')
    process.stdout.write(
      `${name.padEnd(width)}  steady ${runningCount}/${desiredCount}  ${where}`.trimEnd() + '\n',
    )
  }
  process.stdout.write(
    `AWS clients: AWS_ENDPOINT_URL=${client.url} AWS_REGION=${region} AWS_DEFAULT_REGION=${region}\n`,
  )
  process.stdout.write('next: seatrial ps, seatrial logs SERVICE, seatrial events; seatrial down ends it\n')
}
