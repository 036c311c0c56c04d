import { describe, expect, it } from 'vitest'
import type { CheckFinding, CheckReport } from '../../causes/check-report.ts'
import { readSuppressions, suppress } from './suppress.ts'

const finding: CheckFinding = {
  code: 'log-group-missing',
  severity: 'error',
  subject: 'shop',
  message: 'it is not there',
  place: 'a.yaml:2:10',
  why: [],
  fix: [],
}
const report: CheckReport = {
  version: 1,
  findings: [finding],
  suppressed: [],
  unknown: [],
  checked: { launches: 1, steps: 1 },
}
const today = '2026-06-15'
const source = { file: 'seatrial.yaml', line: 3, column: 5 }
const setting = { code: 'log-group-missing', reason: 'another stack makes it', until: today, source }

function codesWith(text: string, file = 'a.yaml'): string[] {
  const place = `${file}:2:10`
  const asked = { ...report, findings: [{ ...finding, place }] }
  const after = suppress(asked, readSuppressions(new Map([[file, text]]), []), today)
  return [...after.findings.map(({ code }) => code), ...after.suppressed.map(({ reason }) => `ok: ${reason}`)]
}

describe('a comment that suppresses', () => {
  const suppressed = ['ok: made by hand']
  const left = ['log-group-missing']
  const incomplete = ['log-group-missing', 'suppression-incomplete']
  it.each([
    [
      'at the end of the line',
      'a:\n  group: x # seatrial-ignore: log-group-missing made by hand',
      suppressed,
    ],
    ['on the line before', '  # seatrial-ignore: log-group-missing made by hand\n  group: x', suppressed],
    ['without the colon', '# seatrial-ignore log-group-missing made by hand\ng: x', suppressed],
    ['with Windows line ends', '# seatrial-ignore: log-group-missing made by hand\r\ng: x\r\n', suppressed],
    ['of several causes', '# seatrial-ignore: disk-full, log-group-missing made by hand\ng: x', suppressed],
    [
      'to the end of its day',
      `# seatrial-ignore: log-group-missing until ${today} made by hand\ng: x`,
      suppressed,
    ],
    [
      'after its day',
      '# seatrial-ignore: log-group-missing until 2026-06-14 made by hand\ng: x',
      ['log-group-missing', 'suppression-expired'],
    ],
    ['of another cause', '# seatrial-ignore: disk-full made by hand\ng: x', left],
    ['of another line', 'g: x\nh: y\n# seatrial-ignore: log-group-missing made by hand\ni: z', left],
    ['at the end of the line before', 'a: 1 # seatrial-ignore: log-group-missing made by hand\ng: x', left],
    ['without a reason', '# seatrial-ignore: log-group-missing\ng: x', incomplete],
    ['with a day and no reason', '# seatrial-ignore: log-group-missing until 2027-01-01\ng: x', incomplete],
    ['to a day that is none', '# seatrial-ignore: log-group-missing until 2027-02-30 made\ng: x', incomplete],
    ['to no day', '# seatrial-ignore: log-group-missing until tomorrow made by hand\ng: x', incomplete],
    ['without a cause', '# seatrial-ignore:\ng: x', incomplete],
    ['that is text', 'a: b#seatrial-ignore: log-group-missing made by hand\ng: x', left],
  ])('%s', (_, text, expected) => {
    expect(codesWith(text)).toEqual(expected)
  })

  it('is passed over by other comments and empty lines', () => {
    const text = '# seatrial-ignore: log-group-missing made by hand\n\n# more\ng: x'
    const place = 'a.yaml:4:1'
    const after = suppress(
      { ...report, findings: [{ ...finding, place }] },
      readSuppressions(new Map([['a.yaml', text]]), []),
      today,
    )
    expect(after.findings).toEqual([])
    expect(after.suppressed).toEqual([
      { finding: { ...finding, place }, reason: 'made by hand', source: 'a.yaml:1:1' },
    ])
  })

  it('is no comment in JSON', () => {
    const text = '{"a":\n "x # seatrial-ignore: log-group-missing made by hand"}'
    expect(codesWith(text, 'a.json')).toEqual(left)
  })

  it('may be of what registering refuses, too', () => {
    const refused = { ...report, findings: [{ ...finding, code: 'task-definition-refused' }] }
    const text = 'a: 1\ng: x # seatrial-ignore: task-definition-refused a newer API takes it'
    const after = suppress(refused, readSuppressions(new Map([['a.yaml', text]]), []), today)
    expect(after.findings).toEqual([])
  })

  it('holds in its own file alone', () => {
    const text = '# seatrial-ignore: log-group-missing made by hand\ng: x'
    const after = suppress(report, readSuppressions(new Map([['b.yaml', text]]), []), today)
    expect(after.findings).toEqual([finding])
  })
})

describe('a setting that suppresses', () => {
  it('takes the finding out, and says why and until when', () => {
    const after = suppress(report, readSuppressions(new Map(), [setting]), today)
    expect(after.findings).toEqual([])
    expect(after.suppressed).toEqual([
      { finding, reason: setting.reason, until: today, source: 'seatrial.yaml:3:5' },
    ])
  })

  it('holds for its subject alone', () => {
    const other = { ...setting, subject: 'api' }
    expect(suppress(report, readSuppressions(new Map(), [other]), today).findings).toEqual([finding])
    const own = { ...setting, subject: 'shop' }
    expect(suppress(report, readSuppressions(new Map(), [own]), today).findings).toEqual([])
  })

  it('is a warning where no cause has its code', () => {
    const [warning] = readSuppressions(new Map(), [{ ...setting, code: 'log-group-mising' }]).warnings
    expect(warning?.message).toContain('did you mean log-group-missing?')
  })

  it('is a warning of its own when its day is over', () => {
    const after = suppress(report, readSuppressions(new Map(), [setting]), '2026-06-16')
    expect(after.suppressed).toEqual([])
    expect(after.findings.map(({ code, severity, place }) => [code, severity, place])).toEqual([
      ['log-group-missing', 'error', 'a.yaml:2:10'],
      ['suppression-expired', 'warning', 'seatrial.yaml:3:5'],
    ])
  })
})
