import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openFrontDoor, type OpenDoor } from '../../../../test/support/front-door.ts'

const run = promisify(execFile)
const folder = mkdtempSync(join(tmpdir(), 'seatrial-cli-'))
const absent = spawnSync('aws', ['--version']).status !== 0
let door: OpenDoor

beforeAll(async () => {
  door = await openFrontDoor()
})

afterAll(async () => {
  assert.deepEqual(door.bugs, [])
  await door.close()
  rmSync(folder, { recursive: true, force: true })
})

async function aws(...words: string[]): Promise<string> {
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL: door.url,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_DEFAULT_REGION: 'us-east-1',
  }
  return (await run('aws', [...words, '--output', 'text'], { env })).stdout.trim()
}

// Starting the AWS CLI takes a second or two on a loaded machine.
describe.skipIf(absent)('the AWS CLI', { timeout: 60_000 }, () => {
  it('puts and reads parameters', async () => {
    await aws('ssm', 'put-parameter', '--name', '/cli/a', '--value', 'hush', '--type', 'SecureString')
    const query = ['--query', '[Parameters[].Value,InvalidParameters]']
    const read = await aws(
      'ssm',
      'get-parameters',
      '--names',
      '/cli/a',
      '/cli/b',
      '--with-decryption',
      ...query,
    )
    expect(read.split(/\s+/)).toEqual(['hush', '/cli/b'])
    await expect(aws('ssm', 'get-parameter', '--name', '/cli/b')).rejects.toMatchObject({
      stderr: expect.stringContaining(
        'An error occurred (ParameterNotFound) when calling the GetParameter operation:',
      ),
    })
  })

  it('creates and reads a secret', async () => {
    await aws('secretsmanager', 'create-secret', '--name', 'cli', '--secret-string', '{"a":1}')
    const read = await aws(
      'secretsmanager',
      'get-secret-value',
      '--secret-id',
      'cli',
      '--query',
      'SecretString',
    )
    expect(read).toBe('{"a":1}')
  })

  it('encrypts and decrypts', async () => {
    const id = await aws('kms', 'create-key', '--query', 'KeyMetadata.KeyId')
    const [plain, sealed] = [join(folder, 'plain'), join(folder, 'sealed')]
    writeFileSync(plain, 'text')
    const encrypt = ['kms', 'encrypt', '--key-id', id, '--plaintext', `fileb://${plain}`]
    writeFileSync(sealed, Buffer.from(await aws(...encrypt, '--query', 'CiphertextBlob'), 'base64'))
    const decrypted = await aws(
      'kms',
      'decrypt',
      '--ciphertext-blob',
      `fileb://${sealed}`,
      '--query',
      'Plaintext',
    )
    expect(Buffer.from(decrypted, 'base64').toString()).toBe('text')
  })
})
