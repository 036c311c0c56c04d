import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientEnvironment, providerMirror, runClient, skipWithout, terraform } from '../support/clients.ts'
import { root, Seatrial } from '../support/seatrial.ts'

describe.skipIf(skipWithout(terraform, 'Terraform'))('Terraform', () => {
  let seatrial: Seatrial
  let env: NodeJS.ProcessEnv
  let folder: string

  const run = async (...words: string[]): Promise<string> =>
    await runClient('terraform', words, { env, cwd: folder, timeoutMs: 400_000 })

  beforeAll(async () => {
    seatrial = await Seatrial.create()
    await seatrial.serve('--runtime', 'simulated')
    folder = join(seatrial.folder, 'stack')
    mkdirSync(folder)
    cpSync(join(root, 'test/clients/fargate.tf'), join(folder, 'main.tf'))
    const config = join(seatrial.folder, 'terraform.rc')
    const mirror = `filesystem_mirror { path = ${JSON.stringify(providerMirror())} }`
    writeFileSync(config, `provider_installation {\n  ${mirror}\n  direct { exclude = ["*/*"] }\n}\n`)
    env = {
      ...clientEnvironment(seatrial.url, 'ap-northeast-2', seatrial.folder),
      TF_CLI_CONFIG_FILE: config,
      TF_IN_AUTOMATION: '1',
      CHECKPOINT_DISABLE: '1',
    }
  })
  afterAll(async () => await seatrial.close())

  it('applies a Fargate stack, finds nothing to change, and destroys it', { timeout: 600_000 }, async () => {
    await run('init', '-input=false', '-no-color')
    expect(await run('apply', '-auto-approve', '-input=false', '-no-color')).toMatch(
      /Apply complete! Resources: \d+ added, 0 changed/,
    )
    const { services } = (await seatrial.ecs(
      'DescribeServices',
      { cluster: 'shop', services: ['web'] },
      'ap-northeast-2',
    )) as {
      services: { runningCount: number }[]
    }
    expect(services[0]?.runningCount).toBe(2)
    expect(await run('plan', '-input=false', '-no-color', '-detailed-exitcode')).toContain('No changes.')
    expect(await run('destroy', '-auto-approve', '-input=false', '-no-color')).toMatch(
      /Destroy complete! Resources: \d+ destroyed/,
    )
    expect(await run('state', 'list')).toBe('')
    const { clusters } = (await seatrial.ecs(
      'DescribeClusters',
      { clusters: ['shop'] },
      'ap-northeast-2',
    )) as {
      clusters: { status: string }[]
    }
    expect(clusters.filter(({ status }) => status === 'ACTIVE')).toEqual([])
  })
})
