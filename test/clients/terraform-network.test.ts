import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  DescribeNetworkInterfacesCommand,
  DescribeTagsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientEnvironment, providerMirror, runClient, skipWithout, terraform } from '../support/clients.ts'
import { openFrontDoor, type OpenDoor } from '../support/front-door.ts'
import { root } from '../support/seatrial.ts'

const region = 'ap-northeast-2'

describe.skipIf(skipWithout(terraform, 'Terraform networks'))('Terraform', () => {
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-network-'))
  let door: OpenDoor
  let env: NodeJS.ProcessEnv

  const run = async (...words: string[]): Promise<string> =>
    await runClient('terraform', [...words, '-no-color'], { env, cwd: folder, timeoutMs: 400_000 })

  beforeAll(async () => {
    door = await openFrontDoor()
    cpSync(join(root, 'test/clients/network.tf'), join(folder, 'main.tf'))
    const config = join(folder, 'terraform.rc')
    const mirror = `filesystem_mirror { path = ${JSON.stringify(providerMirror())} }`
    writeFileSync(config, `provider_installation {\n  ${mirror}\n  direct { exclude = ["*/*"] }\n}\n`)
    env = {
      ...clientEnvironment(door.url, region, folder),
      TF_CLI_CONFIG_FILE: config,
      TF_IN_AUTOMATION: '1',
      CHECKPOINT_DISABLE: '1',
    }
  })

  afterAll(async () => {
    assert.deepEqual(door.bugs, [])
    await door.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it(
    'applies a whole network, finds nothing to change, and leaves nothing',
    { timeout: 600_000 },
    async () => {
      await run('init', '-input=false')
      const applied = await run('apply', '-auto-approve', '-input=false')
      expect(applied).toMatch(/Apply complete! Resources: \d+ added, 0 changed/)
      expect(applied).toContain('default_subnets = 4')
      expect(await run('plan', '-input=false', '-detailed-exitcode')).toContain('No changes.')
      expect(await run('destroy', '-auto-approve', '-input=false')).toMatch(
        /Destroy complete! Resources: \d+ destroyed/,
      )
      const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
      const ec2 = new EC2Client({ endpoint: door.url, region, credentials })
      const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}))
      expect(Vpcs.map((vpc) => vpc.IsDefault)).toEqual([true])
      expect((await ec2.send(new DescribeNetworkInterfacesCommand({}))).NetworkInterfaces).toEqual([])
      expect((await ec2.send(new DescribeTagsCommand({}))).Tags).toEqual([])
      ec2.destroy()
    },
  )
})
