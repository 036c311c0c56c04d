import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Diagnosis } from '../causes/diagnosis.ts'
import { startDaemon, type Daemon } from '../daemon/daemon.ts'
import { packageVersion } from '../daemon/version.ts'
import { openProject } from '../inputs/project/open-project.ts'
import { isHopeless } from '../provision/steady-services.ts'

/** How a cluster is started. */
export interface ClusterOptions {
  /** Folder or file of the project. */
  readonly project: string
  /** What runs containers; `simulated` where missing: every step is evaluated, nothing runs. */
  readonly runtime?: 'simulated' | 'process'
  /** Values of template parameters. */
  readonly parameters?: Readonly<Record<string, string>>
  /** How long services may take to become steady, milliseconds; a minute where missing. */
  readonly timeoutMs?: number
}

/** A service of a cluster. */
export interface ClusterService {
  readonly name: string
  readonly desiredCount: number
  readonly runningCount: number
  /** It has reached a steady state. */
  readonly steady: boolean
  /** What ECS said of it, newest first. */
  readonly events: readonly string[]
}

/** A cluster in which a project is up. */
export interface Cluster {
  /** `AWS_ENDPOINT_URL` of its clients. */
  readonly url: string
  readonly region: string
  /** What AWS clients need in their environment to reach it. */
  readonly environment: Readonly<Record<string, string>>
  /** Its services as they are now. */
  services(): readonly ClusterService[]
  /** Why a service fails. */
  why(service: string): Promise<Diagnosis>
  /** Ends it and everything it made. */
  stop(): Promise<void>
}

const POLL_MS = 20
const DEFAULT_TIMEOUT_MS = 60_000

/**
 * Starts a cluster of its own on a free port and brings a project up in it, for tests. Resolves when every service is
 * steady or is known not to become so; rejects where the project cannot be applied, or time is up.
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { settings } = openProject(options.project)
  const region = settings.region?.value ?? 'us-east-1'
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-'))
  const daemon = await startDaemon({
    port: 0,
    stateFolder: folder,
    runtime: options.runtime ?? 'simulated',
    pace: 'brisk',
    account: '000000000000',
    region,
    version: packageVersion(),
    log: () => {},
  })
  const cluster = clusterOf(daemon, region, folder)
  try {
    await applyProject(daemon, options, region)
    await settled(daemon, options.timeoutMs ?? DEFAULT_TIMEOUT_MS)
  } catch (error) {
    await cluster.stop()
    throw error
  }
  return cluster
}

function clusterOf(daemon: Daemon, region: string, folder: string): Cluster {
  const url = `http://127.0.0.1:${daemon.port}`
  return {
    url,
    region,
    environment: {
      AWS_ENDPOINT_URL: url,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: 'seatrial',
      AWS_SECRET_ACCESS_KEY: 'seatrial',
    },
    services: () =>
      daemon.api.overview().services.map(({ name, desiredCount, runningCount, steady, events }) => ({
        name,
        desiredCount,
        runningCount,
        steady,
        events: events.map(({ message }) => message),
      })),
    why: async (service) => {
      const found = daemon.api.overview().services.find(({ name }) => name === service)
      if (!found) throw new Error(`there is no service ${service}`)
      return await daemon.api.why({ serviceArn: found.serviceArn })
    },
    stop: async () => {
      await daemon.stop(true)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function applyProject(
  { api }: Daemon,
  { project, parameters = {} }: ClusterOptions,
  region: string,
): Promise<void> {
  let failure: string | undefined
  await api.applyStack({ path: resolve(project), secretValues: {}, parameters, region }, (progress) => {
    if (progress.kind === 'failed') failure = progress.message
  })
  if (failure !== undefined) throw new Error(failure)
}

async function settled({ api }: Daemon, timeoutMs: number): Promise<void> {
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    const waiting = api.overview().services.filter((service) => !service.steady && !isHopeless(service))
    if (waiting.length === 0) return
    if (waitedMs > timeoutMs) {
      throw new Error(`not steady after ${timeoutMs} ms: ${waiting.map(({ name }) => name).join(', ')}`)
    }
    await sleep(POLL_MS)
  }
}
