import { describe, expect, it } from 'vitest'
import type { CheckFinding, CheckReport } from '../causes/check-report.ts'
import { plain } from './paint.ts'
import { prettyCheck } from './pretty-check.ts'

const finding: CheckFinding = {
  code: 'log-group-missing',
  severity: 'error',
  subject: 'shop',
  message: 'task `shop` will not start: log group /shop of container `app` does not exist in eu-west-1',
  place: 'template.yaml:2:18',
  note: 'nothing makes it, and the driver is not told to make it either',
  why: [
    { fact: 'there is no log group /shop in eu-west-1', source: 'seatrial.yaml:3:5' },
    {
      fact: 'the log driver awslogs makes a stream in it before the container starts, and ends where it cannot',
    },
  ],
  prints:
    'ResourceInitializationError: failed to validate logger args: The specified log group does not exist.',
  fix: [{ title: 'make the group', text: 'Type: AWS::Logs::LogGroup' }],
}
const other = { ...finding, subject: 'mail', message: 'task `mail` will not start: there is no log group' }
const text = 'Options:\n  awslogs-group: /shop # the group of the shop, which is made by hand\n'

const report = (findings: readonly CheckFinding[], unknown: CheckReport['unknown'] = []): CheckReport => ({
  version: 1,
  findings,
  suppressed: [],
  unknown,
  checked: { launches: 2, steps: 9 },
})

const shown = (one: CheckReport, columns?: number): string =>
  prettyCheck(one, new Map([['template.yaml', text]]), {
    paint: plain,
    ...(columns === undefined ? {} : { columns }),
  })

describe('a check on a terminal', () => {
  it.each([60, 80, 120])('of %i columns has no longer line', (columns) => {
    const long = shown(report([finding]), columns)
      .split('\n')
      .filter((line) => line.length > columns)
    expect(long).toEqual([])
  })

  it('has lines that stand under one another', () => {
    expect(shown(report([finding]), 60)).toBe(
      [
        'error[log-group-missing]: task `shop` will not start: log',
        '  group /shop of container `app` does not exist in eu-west-1',
        '  --> template.yaml:2:18',
        '  |',
        '2 |   awslogs-group: /shop # the group of the shop, which i…',
        '  |                  ^^^^^',
        '  |  nothing makes it, and the driver is not told to make it',
        '  |  either',
        '  why  there is no log group /shop in eu-west-1',
        '         seatrial.yaml:3:5',
        '       the log driver awslogs makes a stream in it before',
        '       the container starts, and ends where it cannot',
        '  then ECS stops the task with: ResourceInitializationError:',
        '       failed to validate logger args: The specified log',
        '       group does not exist.',
        '  fix  make the group:',
        '         Type: AWS::Logs::LogGroup',
        '  more seatrial explain log-group-missing',
        '',
        '2 launches checked · 1 error',
        '',
      ].join('\n'),
    )
  })
})

describe('a check for a person', () => {
  it('tells a mend and where to read on once', () => {
    const lines = shown(report([finding, other])).split('\n')
    expect(lines.filter((line) => line.includes('AWS::Logs::LogGroup'))).toHaveLength(1)
    expect(lines).toContain('  fix  as above')
    expect(lines.filter((line) => line.startsWith('  more'))).toHaveLength(1)
    const another = { ...other, fix: [{ title: 'make another group', text: '' }] }
    expect(shown(report([finding, another]))).toContain('  fix  make another group')
  })

  it('leaves out what ECS prints where the message has said it', () => {
    const refused = {
      ...finding,
      message: 'ECS refuses task definition `shop`: Role is not valid',
      prints: 'ClientException: Role is not valid.',
    }
    expect(shown(report([refused]))).not.toContain('  then')
    expect(shown(report([finding]))).toContain('  then')
  })

  it('names a few of those that an open question is about, and none where the question does', () => {
    const open = [
      { settledBy: 'whether the image is there', subjects: ['a', 'b', 'c', 'd', 'e'] },
      {
        settledBy: 'ecs:ListClusters was denied (permission ecs:ListClusters)',
        subjects: ['ecs:ListClusters'],
      },
    ]
    const printed = shown(report([], open))
    expect(printed).toContain('whether the image is there  (a, b, c and 2 more)\n')
    expect(printed).toContain('was denied (permission ecs:ListClusters)\n')
  })
})
