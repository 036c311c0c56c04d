import { describe, expect, it } from 'vitest'
import { terraformAddress } from './terraform-address.ts'

const plan =
  '{"format_version":"1.2","resource_changes":[{"address":"aws_ecs_service.web","change":{}},{"address":"module.a[\\"b\\"].aws_ecs_task_definition.job","change":{"after":{"family":"job"}}}]}'

describe('the resource at a place of a plan', () => {
  it('is the one whose address stands before', () => {
    const column = plan.indexOf('"job"') + 1
    expect(terraformAddress(plan, { file: 'plan.json', line: 1, column })).toBe(
      'module.a["b"].aws_ecs_task_definition.job',
    )
  })

  it('is found in a file with line breaks as well', () => {
    const lines = JSON.stringify(JSON.parse(plan), null, 2)
    const line = lines.split('\n').findIndex((text) => text.includes('"family"')) + 1
    expect(terraformAddress(lines, { file: 'plan.json', line, column: 12 })).toBe(
      'module.a["b"].aws_ecs_task_definition.job',
    )
  })

  it('is none in a template, and before the first resource', () => {
    const template = '{"Resources":{"A":{"address":"aws_vpc.main"}}}'
    expect(terraformAddress(template, { file: 'template.json', line: 1, column: 40 })).toBeUndefined()
    expect(terraformAddress(plan, { file: 'plan.json', line: 1, column: 5 })).toBeUndefined()
  })
})
