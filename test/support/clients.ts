import { execFile, spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** A real client of AWS on this machine, or why there is none. */
export type Client = { readonly here: true } | { readonly here: false; readonly reason: string }

function probe(program: string, words: readonly string[], what: string): Client {
  const done = spawnSync(program, words, { encoding: 'utf8' })
  return done.status === 0 ? { here: true } : { here: false, reason: `${what} is not installed` }
}

/** The AWS CLI. */
export const awsCli = probe('aws', ['--version'], 'the AWS CLI')

/** The AWS CLI, version 2, which has commands of its own such as `aws logs tail`. */
export const awsCli2 = ((): Client => {
  const version = spawnSync('aws', ['--version'], { encoding: 'utf8' }).stdout ?? ''
  if (version.startsWith('aws-cli/2')) return { here: true }
  return { here: false, reason: 'it is a command of version 2 of the AWS CLI, which is not installed' }
})()

/** Python with boto3. */
export const boto3 = probe('python3', ['-c', 'import boto3'], 'boto3')

/** Terraform, with a mirror of its aws provider. */
export const terraform = ((): Client => {
  const program = probe('terraform', ['-version'], 'Terraform')
  if (!program.here) return program
  return providerMirror() === undefined
    ? { here: false, reason: 'there is no mirror of the Terraform aws provider' }
    : { here: true }
})()

/** Where plugins lie that Terraform need not fetch: the places it looks itself, and folders of /opt. */
export function providerMirror(): string | undefined {
  const inOpt = existsSync('/opt') ? readdirSync('/opt').map((name) => join('/opt', name)) : []
  const places = [
    join(homedir(), '.terraform.d/plugins'),
    join(homedir(), '.local/share/terraform/plugins'),
    '/usr/local/share/terraform/plugins',
    '/usr/share/terraform/plugins',
    ...inOpt,
  ]
  return places.find((place) => existsSync(join(place, 'registry.terraform.io/hashicorp/aws')))
}

/** Says on standard error why a suite is skipped, and whether it is. */
export function skipWithout(client: Client, suite: string): boolean {
  if (!client.here) process.stderr.write(`skipped: ${suite}: ${client.reason}\n`)
  return !client.here
}

/** The environment in which every AWS client speaks to a port of this machine. */
export function clientEnvironment(url: string, region: string, folder: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: folder,
    PYENV_ROOT: process.env.PYENV_ROOT,
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_DEFAULT_REGION: region,
    AWS_REGION: region,
    AWS_PAGER: '',
    AWS_EC2_METADATA_DISABLED: 'true',
  }
}

const execute = promisify(execFile)

/** Runs a client to its end; rejects with what it printed where it failed. */
export async function runClient(
  program: string,
  words: readonly string[],
  options: { readonly env: NodeJS.ProcessEnv; readonly cwd?: string; readonly timeoutMs?: number },
): Promise<string> {
  const { env, cwd, timeoutMs = 120_000 } = options
  try {
    const { stdout } = await execute(program, words, {
      env,
      cwd,
      timeout: timeoutMs,
      maxBuffer: 32 * 1024 * 1024,
    })
    return stdout
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`${program} ${words.join(' ')}\n${stdout}\n${stderr}`, { cause: error })
  }
}
