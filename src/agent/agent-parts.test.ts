import { describe, expect, it } from 'vitest'
import { checkCommand, nextHealth, unchecked } from './health-check.ts'
import { resolveUser } from './launch-command.ts'
import { answerQuery } from './name-server.ts'
import { createOutputLines } from './output-lines.ts'
import { exitCodeOf, signalNumber } from './signals.ts'
import { createThrottle } from './throttle.ts'

describe('the health of a container', () => {
  const spec = { command: ['CMD', 'x'], intervalMs: 1, timeoutMs: 1, retries: 3, startPeriodMs: 1000 }
  const after = (...results: readonly [succeeded: boolean, sinceStartMs: number][]): string =>
    results.reduce((state, [succeeded, at]) => nextHealth(state, succeeded, at, spec), unchecked).health

  it.each([
    [
      'is unknown before the retries are used up',
      [
        [false, 1001],
        [false, 1002],
      ],
      'UNKNOWN',
    ],
    [
      'is bad after as many failures in a row as there are retries',
      [
        [false, 1001],
        [false, 1002],
        [false, 1003],
      ],
      'UNHEALTHY',
    ],
    ['is good with the first success', [[true, 1]], 'HEALTHY'],
    [
      'does not count failures of the start period',
      [
        [false, 1],
        [false, 2],
        [false, 3],
        [false, 1001],
      ],
      'UNKNOWN',
    ],
    [
      'counts failures of the start period after a success',
      [
        [true, 1],
        [false, 2],
        [false, 3],
        [false, 4],
      ],
      'UNHEALTHY',
    ],
    [
      'begins to count anew after a success',
      [
        [false, 1001],
        [false, 1002],
        [true, 1003],
        [false, 1004],
      ],
      'HEALTHY',
    ],
    [
      'recovers',
      [
        [false, 1001],
        [false, 1002],
        [false, 1003],
        [true, 1004],
      ],
      'HEALTHY',
    ],
  ] as const)('%s', (_, results, health) => {
    expect(after(...results.map(([succeeded, at]) => [succeeded, at] as [boolean, number]))).toBe(health)
  })

  it('is checked by the form of the command', () => {
    expect(checkCommand({ ...spec, command: ['CMD', 'curl', '-f', 'x'] })).toEqual(['curl', '-f', 'x'])
    expect(checkCommand({ ...spec, command: ['CMD-SHELL', 'curl -f x || exit 1'] })).toEqual([
      '/bin/sh',
      '-c',
      'curl -f x || exit 1',
    ])
    expect(checkCommand({ ...spec, command: ['NONE'] })).toBeUndefined()
  })
})

describe('what a program writes', () => {
  it('becomes lines, whatever the chunks', () => {
    const lines = createOutputLines()
    const bytes = Buffer.from('one\ntw–o\n\nthree')
    const taken = [...bytes].flatMap((byte) => lines.push(Buffer.from([byte])))
    expect([...taken, ...lines.end()]).toEqual(['one', 'tw–o', '', 'three'])
  })

  it('is cut where a line is longer than CloudWatch Logs takes', () => {
    const lines = createOutputLines()
    const taken = [...lines.push(Buffer.alloc(600_000, 'x')), ...lines.push(Buffer.from('\nend\n'))]
    expect(taken.map((line) => line.length)).toEqual([262_118, 262_118, 75_764, 3])
    expect(lines.end()).toEqual([])
  })
})

it.each([
  ['SIGTERM', 15],
  ['term', 15],
  ['9', 9],
  ['SIGRTMIN+3', 37],
  ['RTMAX-1', 63],
  ['SIGQUIT', 3],
  ['nonsense', 15],
  ['99', 15],
])('knows stop signal %s as %i', (name, number) => {
  expect(signalNumber(name)).toBe(number)
})

it('tells exit codes as a shell does', () => {
  expect([exitCodeOf(3, null), exitCodeOf(null, 'SIGKILL'), exitCodeOf(null, 'SIGSEGV')]).toEqual([
    3, 137, 139,
  ])
})

it('throttles: a burst at once, and then as many as come in the time', () => {
  const allow = createThrottle(40, 60)
  const count = (atMs: number, asked: number): number =>
    Array.from({ length: asked }, () => allow(atMs)).filter(Boolean).length
  expect([count(0, 100), count(500, 100), count(100_000, 100)]).toEqual([60, 20, 60])
})

describe('the user of a container', () => {
  const passwd = 'root:x:0:0::/root:/bin/sh\nnode:x:1000:1001::/home/node:/bin/sh\n'
  const group = 'root:x:0:\nstaff:x:50:\n'

  it.each([
    [undefined, { uid: 0, gid: 0 }],
    ['node', { uid: 1000, gid: 1001 }],
    ['1000', { uid: 1000, gid: 1001 }],
    ['77', { uid: 77, gid: 0 }],
    ['node:staff', { uid: 1000, gid: 50 }],
    ['7:8', { uid: 7, gid: 8 }],
    ['ghost', 'unable to find user ghost: no matching entries in passwd file'],
    ['7:ghosts', 'unable to find group ghosts: no matching entries in group file'],
  ])('%s is read as a container runtime reads it', (user, ids) => {
    expect(resolveUser(user, passwd, group)).toEqual(ids)
  })
})

describe('the name server of a task', () => {
  const names = new Map([['user-api', '127.255.0.1']])
  const query = (name: string, type: number): Buffer =>
    Buffer.concat([
      Buffer.from([0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]),
      ...name.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label)])),
      Buffer.from([0, 0, type, 0, 1]),
    ])
  const flags = (answer: Buffer | undefined): number => answer?.readUInt16BE(2) ?? -1

  it('answers an address it knows, in any case of letters', () => {
    const answer = answerQuery(query('User-API', 1), names)
    expect(flags(answer)).toBe(0x8180)
    expect([...(answer ?? Buffer.alloc(0)).subarray(-4)]).toEqual([127, 255, 0, 1])
  })

  it('has no other record of a known name, and nothing of an unknown one', () => {
    expect(flags(answerQuery(query('user-api', 28), names))).toBe(0x8180)
    expect(flags(answerQuery(query('gone.example', 1), names))).toBe(0x8183)
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a header alone', Buffer.alloc(12)],
    ['a name without an end', query('abc', 1).subarray(0, 15)],
    [
      'a label longer than the rest',
      Buffer.concat([query('a', 1).subarray(0, 12), Buffer.from([40, 65, 66, 67, 68, 69])]),
    ],
    ['an answer', Buffer.from(query('a', 1).map((byte, index) => (index === 2 ? 0x81 : byte)))],
  ])('is silent about %s', (_, bytes) => {
    expect(answerQuery(bytes, names)).toBeUndefined()
  })
})
