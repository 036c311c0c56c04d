import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ContainerDefinition } from '@aws-sdk/client-ecs'
import { describe, expect, it } from 'vitest'
import { askedOf, caseContainer, type CaseAsked } from '../../cases/launch/registration/case-asked.ts'
import type { RegisteredDefinition } from '../model/ecs/task-definition.ts'
import { absent, present } from '../model/launch/fact.ts'
import type { EvaluatedLaunch } from '../launch/evaluated-launch.ts'
import type { CheckFinding } from './check-report.ts'
import { checkFindings } from './registration-findings.ts'
import { launchOf } from './support/launch-of.ts'

const folder = join(import.meta.dirname, '../../cases/launch/registration/findings')

/** A case, with the text of the env files that it has, by bucket and key. */
interface CaseFindings extends CaseAsked {
  readonly files?: Readonly<Record<string, string>>
  readonly launchType?: 'FARGATE' | 'EC2'
  /** Nothing that was written is known: ECS has the task definition already. */
  readonly registered?: true
}

function launchOfCase(one: CaseFindings): EvaluatedLaunch {
  const containers = (one.containers ?? [
    { ...caseContainer, ...one.container },
  ]) as readonly ContainerDefinition[]
  const given = Object.fromEntries(
    Object.entries(one.task ?? {}).map(([key, value]) => [key, value ?? undefined]),
  )
  const launch = launchOf({
    definition: { ...(given as Partial<RegisteredDefinition>), containerDefinitions: [...containers] },
    ...(one.launchType === undefined ? {} : { request: { launchType: one.launchType } }),
    ...(one.service === undefined ? {} : { service: one.service }),
    world: {
      object: (bucket, key) => {
        const text = one.files?.[`${bucket}/${key}`]
        return text === undefined ? absent('the case') : present({ text: present(text) }, 'the case')
      },
    },
  })
  return {
    ...launch,
    placeOf: (part) => `template:${part}`,
    ...(one.registered === true ? {} : { asked: askedOf(one) }),
  }
}

function told({ code, severity, message, place, why, prints, fix }: CheckFinding): string {
  return [
    `${severity}[${code}]: ${message}`,
    `  --> ${place}`,
    ...why.map(({ fact }) => `  why  ${fact}`),
    ...(prints === undefined ? [] : [`  then ${prints}`]),
    ...fix.map(({ title }) => `  fix  ${title}`),
  ].join('\n')
}

describe('what a check finds in what was written', () => {
  it.each(readdirSync(folder))('%s', (name) => {
    const one = JSON.parse(readFileSync(join(folder, name, 'case.json'), 'utf8')) as CaseFindings
    const findings = checkFindings(launchOfCase(one))
    const text = findings.length === 0 ? 'nothing\n' : `${findings.map(told).join('\n\n')}\n`
    const file = join(folder, name, 'expected.txt')
    if (process.env['UPDATE'] === '1') writeFileSync(file, text)
    expect(text).toBe(readFileSync(file, 'utf8'))
  })
})
