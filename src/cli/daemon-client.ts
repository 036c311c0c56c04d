import type { Duplex } from 'node:stream'
import { execProtocol, type ExecRequest } from '../daemon/exec-server.ts'
import type { Health } from '../daemon/local-api.ts'
import type { Diagnosis } from '../causes/diagnosis.ts'
import type { Overview } from '../daemon/overview.ts'
import type { WhyTarget } from '../daemon/why.ts'
import type { Progress } from '../provision/progress.ts'
import type { StackRequest } from '../provision/stack-request.ts'
import { CommandError, exitCodes } from './exit-codes.ts'

/** An error an AWS operation answered with. */
export class AwsError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = 'AwsError'
    this.code = code
  }
}

const targets = { ecs: 'AmazonEC2ContainerServiceV20141113', logs: 'Logs_20140328' } as const

/** Talks to a daemon on this machine: its own API, and the AWS APIs it answers. */
export class DaemonClient {
  readonly url: string

  constructor(port: number) {
    this.url = `http://127.0.0.1:${port}`
  }

  /** What the daemon says of itself, or undefined where none of ours answers. */
  async health(): Promise<Health | undefined> {
    try {
      const response = await fetch(`${this.url}/_seatrial/health`, { signal: AbortSignal.timeout(2000) })
      if (!response.ok) return undefined
      const health = (await response.json()) as Health
      return health.name === 'seatrial' ? health : undefined
    } catch {
      return undefined
    }
  }

  /** The daemon's word, or a message that says how to start it. */
  async require(): Promise<Health> {
    const health = await this.health()
    if (health) return health
    throw new CommandError(
      `no seatrial answers on ${this.url}: start it with \`seatrial up\` or \`seatrial serve\``,
      exitCodes.unknown,
    )
  }

  async overview(): Promise<Overview> {
    await this.require()
    const response = await fetch(`${this.url}/_seatrial/overview`)
    return (await response.json()) as Overview
  }

  /** Why a task or service of the account fails. */
  async why(target: WhyTarget): Promise<Diagnosis> {
    await this.require()
    const response = await fetch(`${this.url}/_seatrial/why`, {
      method: 'POST',
      body: JSON.stringify(target),
    })
    if (!response.ok) throw new CommandError((await response.text()).trim())
    return (await response.json()) as Diagnosis
  }

  async applyStack(request: StackRequest, report: (progress: Progress) => void): Promise<void> {
    await this.stream('PUT', request, report)
  }

  async removeStack(stack: string, region: string, report: (progress: Progress) => void): Promise<void> {
    await this.stream('DELETE', { stack, region }, report)
  }

  async stop(destroy: boolean): Promise<void> {
    await fetch(`${this.url}/_seatrial/stop`, { method: 'POST', body: JSON.stringify({ destroy }) })
  }

  /** Calls an operation of a JSON service as the developer. */
  async aws<Output>(
    service: keyof typeof targets,
    region: string,
    operation: string,
    input: object,
  ): Promise<Output> {
    const scope = `Credential=seatrial/20260101/${region}/${service}/aws4_request`
    const response = await fetch(this.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `${targets[service]}.${operation}`,
        authorization: `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=0`,
      },
      body: JSON.stringify(input),
    })
    const body = (await response.json()) as { __type?: string; message?: string }
    if (!response.ok) throw new AwsError(body.__type ?? 'Unknown', body.message ?? `HTTP ${response.status}`)
    return body as Output
  }

  /** Opens an exec connection; frames travel over it. */
  async exec(request: ExecRequest): Promise<Duplex> {
    // Only here: loading it takes a good part of the time in which other commands start.
    const { request: httpRequest } = await import('node:http')
    return await new Promise((resolve, reject) => {
      const upgrade = httpRequest(`${this.url}/_seatrial/exec`, {
        method: 'POST',
        headers: {
          connection: 'Upgrade',
          upgrade: execProtocol,
          'x-seatrial-exec': Buffer.from(JSON.stringify(request)).toString('base64'),
        },
      })
      upgrade.once('upgrade', (_response, socket, head) => {
        if (head.length > 0) socket.unshift(head)
        resolve(socket)
      })
      upgrade.once('response', (response) => reject(new Error(`the daemon answered ${response.statusCode}`)))
      upgrade.once('error', reject)
      upgrade.end()
    })
  }

  private async stream(method: string, body: object, report: (progress: Progress) => void): Promise<void> {
    const response = await fetch(`${this.url}/_seatrial/stack`, { method, body: JSON.stringify(body) })
    if (!response.ok || !response.body) throw new CommandError((await response.text()).trim())
    let held = ''
    const decoder = new TextDecoder()
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      held += decoder.decode(chunk, { stream: true })
      const lines = held.split('\n')
      held = lines.pop() ?? ''
      for (const line of lines) report(JSON.parse(line) as Progress)
    }
  }
}
