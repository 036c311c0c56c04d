import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { check } from '../../src/library/check.ts'

const cases = fileURLToPath(new URL('../../cases/placeholders', import.meta.url))

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatrial-placeholders-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const written = async (value: object | string): ReturnType<typeof check> => {
  const file = join(folder, 'taskdef.json')
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value))
  return await check(file)
}

const definition = {
  family: 'demo',
  networkMode: 'bridge',
  containerDefinitions: [{ name: 'app', image: 'nginx', memory: 128 }],
}

describe('files with placeholders', () => {
  it.each(readdirSync(cases))('%s has nothing wrong, and says what is not known', async (name) => {
    const { findings, unknown, checked } = await check(join(cases, name))
    expect(findings).toEqual([])
    expect(checked.launches).toBeGreaterThan(0)
    const said = unknown.map(({ settledBy }) => settledBy).join('\n')
    expect(said).toMatch(/^placeholders are not filled in: .*\(check the file as it is deployed: /m)
  })

  it('are wrong where they would be wrong whatever is filled in', async () => {
    const codesOf = async (changes: object): Promise<readonly string[]> =>
      (await written({ ...definition, ...changes })).findings.map(({ code }) => code)
    expect(await codesOf({ family: '<FAMILY>-shop', networkMode: '${MODE}' })).toEqual([])
    expect(await codesOf({ family: '<FAMILY> of the shop' })).toEqual(['task-definition-refused'])
  })

  it('are none in what a shell or an application reads', async () => {
    const [container] = definition.containerDefinitions
    const { unknown } = await written({
      ...definition,
      containerDefinitions: [
        {
          ...container,
          command: ['sh', '-c', 'echo ${HOME} <in'],
          environment: [{ name: 'A', value: '${B}%C%' }],
          dockerLabels: { a: '${B}' },
        },
      ],
    })
    expect(JSON.stringify(unknown)).not.toContain('placeholder')
  })

  it('are none in what was registered', async () => {
    const { unknown } = await written({
      ...definition,
      taskDefinitionArn: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/demo:1',
      containerDefinitions: [{ ...definition.containerDefinitions[0], hostname: '__HOST__' }],
    })
    expect(JSON.stringify(unknown)).not.toContain('placeholder')
  })

  it('cannot be read where they decide what there is', async () => {
    const text =
      '{ "family": "demo", {{ if env "A" "" }} "cpu": "256", {{ end }} "containerDefinitions": [] }'
    await expect(written(text)).rejects.toMatchObject({
      problems: [
        {
          message: 'the file is a template that is not rendered',
          source: { line: 1, column: 21 },
          remedy: 'render it first, as `ecspresso render taskdef` does',
        },
      ],
    })
  })
})
