import { execFile, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeWithoutBugs, openFrontDoor, type OpenDoor } from '../../../../test/support/front-door.ts'

const run = promisify(execFile)
const absent = spawnSync('aws', ['--version']).status !== 0

/** Skipped only where the AWS CLI is not installed: there is nothing to try then. */
describe.skipIf(absent)('the AWS CLI', () => {
  let open: OpenDoor
  let folder: string

  const aws = async (region: string, ...args: string[]): Promise<string> => {
    const env = {
      ...process.env,
      AWS_ENDPOINT_URL: open.url,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: region,
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_PAGER: '',
    }
    return (await run('aws', args, { env, cwd: folder })).stdout
  }

  beforeAll(async () => {
    open = await openFrontDoor()
    folder = mkdtempSync(join(tmpdir(), 'seatrial-cli-'))
    mkdirSync(join(folder, 'tree/sub'), { recursive: true })
    writeFileSync(join(folder, 'tree/one'), '1')
    writeFileSync(join(folder, 'tree/sub/two %ü+ &'), '2')
    writeFileSync(join(folder, 'large'), randomBytes(9 * 1024 * 1024))
  })

  afterAll(async () => {
    await closeWithoutBugs(open)
    rmSync(folder, { recursive: true, force: true })
  })

  it('works with a bucket of another region than its own, as with S3', async () => {
    await aws('eu-west-1', 's3', 'mb', 's3://shelf')
    await aws('us-east-1', 's3', 'cp', 'large', 's3://shelf/large')
    expect(await aws('us-west-2', 's3', 'ls', 's3://shelf')).toMatch(/9437184 large\n$/)
    await aws('us-west-2', 's3', 'cp', 's3://shelf/large', 'back')
    expect(readFileSync(join(folder, 'back')).equals(readFileSync(join(folder, 'large')))).toBe(true)
    const url = (await aws('eu-west-1', 's3', 'presign', 's3://shelf/large')).trim()
    expect((await (await fetch(url)).arrayBuffer()).byteLength).toBe(9437184)
  }, 60_000)

  it('syncs a folder both ways, and removes it', async () => {
    // The account's clock stands still in tests; an object is not older than the file it came from.
    open.clock.now = Date.now() + 5000
    await aws('us-east-1', 's3', 'mb', 's3://synced')
    await aws('us-east-1', 's3', 'sync', 'tree', 's3://synced/t')
    expect(await aws('us-east-1', 's3', 'sync', 'tree', 's3://synced/t')).toBe('')
    await aws('us-east-1', 's3', 'sync', 's3://synced/t', 'tree2')
    expect(readFileSync(join(folder, 'tree2/sub/two %ü+ &'), 'utf8')).toBe('2')
    await aws('us-east-1', 's3', 'rb', 's3://synced', '--force')
    expect(await aws('us-east-1', 's3', 'ls')).not.toContain('synced')
    expect(readdirSync(join(folder, 'tree2'))).toEqual(['one', 'sub'])
  }, 60_000)
})
