import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs'
import { describe, expect, it } from 'vitest'
import { askedOf, type CaseAsked } from '../../../cases/launch/registration/case-asked.ts'
import { definitionRefusals } from './definition-refusals.ts'
import type { Refusal } from './refusal.ts'
import { askedService, serviceRefusals } from './service-rules.ts'
import { readable } from './unsettled.ts'

const folder = join(import.meta.dirname, '../../../cases/launch/registration/refusals')

function told({ rule, code, message, part, verified }: Refusal): string {
  return `${part} (${rule}${verified ? '' : ', text not verified'})\n  ${code}: ${message}`
}

/** Everything that is refused of the definition and of the service, in order. */
function tell(one: CaseAsked): string {
  const asked = askedOf(one)
  const service = askedService(asked)
  const refusals = [
    ...definitionRefusals(readable<RegisterTaskDefinitionRequest>(asked.definition)),
    ...(service === undefined ? [] : serviceRefusals(service)),
  ]
  return refusals.length === 0 ? 'taken\n' : `${refusals.map(told).join('\n')}\n`
}

describe('what ECS refuses of what was written', () => {
  it.each(readdirSync(folder))('%s', (name) => {
    const one = JSON.parse(readFileSync(join(folder, name, 'case.json'), 'utf8')) as CaseAsked
    const text = tell(one)
    const file = join(folder, name, 'expected.txt')
    if (process.env['UPDATE'] === '1') writeFileSync(file, text)
    expect(text).toBe(readFileSync(file, 'utf8'))
  })
})
