import { describe, expect, it } from 'vitest'
import { compileFilterPattern } from './compile-filter-pattern.ts'

const json = JSON.stringify({
  eventType: 'UpdateTrail',
  sourceIPAddress: '111.111.111.111',
  arrayKey: ['value', 'another value'],
  objectList: [
    { name: 'a', id: 1 },
    { name: 'b', id: 2 },
  ],
  SomeObject: null,
  ThisFlag: true,
  latency: 500,
  ratio: 0.25,
  'cluster.name': 'c',
  user: { id: 1, email: 'John.Stiles@example.com' },
  coordinates: [[0, 1, 2]],
})
const access = '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534'

const terms: [pattern: string, message: string, matches: boolean][] = [
  ['', 'anything', true],
  ['  ', 'anything', true],
  ['"   "', 'anything', true],
  ['ERROR', '[ERROR 400] BAD REQUEST', true],
  ['ERROR', 'Exiting with ERRORCODE: -1', true],
  ['error', '[ERROR 400] BAD REQUEST', false],
  ['ERROR ARGUMENTS', '[ERROR 419] MISSING ARGUMENTS', true],
  ['ERROR ARGUMENTS', '[ERROR 400] BAD REQUEST', false],
  ['?ERROR ?ARGUMENTS', '[INFO] INVALID ARGUMENTS', true],
  ['?ERROR ?ARGUMENTS', '[INFO] fine', false],
  ['?ERROR ?ARGUMENTS REQUEST', '[INFO] REQUEST FAILED', true],
  ['?ERROR ?ARGUMENTS REQUEST', '[ERROR] MISSING ARGUMENTS', false],
  ['"INTERNAL SERVER ERROR"', '[ERROR 500] INTERNAL SERVER ERROR', true],
  ['"INTERNAL SERVER ERROR"', '[ERROR 500] SERVER INTERNAL ERROR', false],
  [String.raw`"say \"hi\""`, 'they say "hi" now', true],
  ['ERROR -ARGUMENTS', '[ERROR 400] BAD REQUEST', true],
  ['ERROR -ARGUMENTS', '[ERROR 419] MISSING ARGUMENTS', false],
  ['"ERROR" - "Exiting"', 'Exiting with ERRORCODE: -1', false],
  ['-"GET /health"', 'GET /health 200', false],
  ['-"GET /health"', 'GET /users 200', true],
  ['%AUTHORI[SZ]ED$%', 'UNAUTHORISED', true],
  [String.raw`%10\.10\.0\.\d+%`, 'from 10.10.0.17', true],
  [String.raw`%\x28a\x29%`, '(a)', true],
  ['%^a%', 'ba', false],
]

const fields: [pattern: string, message: string, matches: boolean][] = [
  ['[ip, user, username, timestamp, request, status_code, bytes]', access, true],
  ['[ip, user, username]', access, false],
  ['[..., status_code, bytes > 1000]', access, true],
  ['[..., status_code, bytes > 2000]', access, false],
  ['[ip, ..., request = *html*, status_code = 4*, bytes]', access, true],
  ['[..., request=*.html*, status_code=4*,]', access, true],
  ['[..., request=*.html*, status_code=4*,]', access.replace('.html', '.gif'), false],
  ['[..., request="*.html HTTP*", status_code=4*,]', access, true],
  ['[..., status_code = 403 || status_code = 404, bytes]', access, true],
  ['[..., status_code != 404, bytes]', access, false],
  [String.raw`[ip = %127\.0\.0\.[0-9]%, ...]`, access, true],
  ['[w1=ERROR, w2]', 'ERROR message', true],
  ['[w1!=ERROR&&w1!=WARN, w2]', 'INFO message', true],
  ['[w1!=ERROR&&w1!=WARN, w2]', 'WARN message', false],
]

const conditions: [pattern: string, matches: boolean][] = [
  ['{ $.eventType = "UpdateTrail" }', true],
  ['{$.eventType=UpdateTrail}', true],
  ['{ $.eventType = Update* }', true],
  ['{ $.eventType = "*Trail" }', true],
  ['{ $.eventType = "Up*Trail" }', false],
  ['{ $.eventType != UpdateTrail }', false],
  ['{ $.sourceIPAddress != 123.123.* }', true],
  ['{ $.arrayKey[0] = "value" }', true],
  ['{ $.objectList[1].id = 2 }', true],
  ['{ $.objectList[7].id = 2 }', false],
  ['{ $.coordinates[0][1] = 1 }', true],
  ['{ $.[\'cluster.name\'] = "c" }', true],
  ['{ $.SomeObject IS NULL }', true],
  ['{ $.eventType IS NULL }', false],
  ['{ $.SomeOtherObject NOT EXISTS }', true],
  ['{ $.SomeObject NOT EXISTS }', false],
  ['{ $.ThisFlag IS TRUE }', true],
  ['{ $.ThisFlag IS FALSE }', false],
  ['{ $.arrayKey = 1 }', false],
  ['{ $.arrayKey != 1 }', false],
  ['{ $.absent != 1 }', false],
  ['{ $.latency >= 500 }', true],
  ['{ $.latency > +5e2 }', false],
  ['{ $.ratio <= 0.25 && $.latency < 501 }', true],
  ['{ $.latency = * }', true],
  ['{ $.user.email = "John.Stiles@example.com" || $.latency = 1 && $.ratio = 7 }', true],
  ['{ ($.user.email = "John.Stiles@example.com" || $.latency = 1) && $.ratio = 7 }', false],
  ['{ $.eventType = %^Update% }', true],
]

const unreadable = [
  ['{ $.a = 1', "Invalid filter pattern: If a filter pattern starts with '{' it must end with '}'"],
  ['foo-bar', "Invalid filter pattern: Invalid character(s) in term 'foo-bar'"],
  ['"open', "Invalid filter pattern: Invalid character(s) in term '\"open'"],
  ['%a(b)%', "Invalid filter pattern: Invalid character(s) in term '%a(b)%'"],
  ['%a{2,1}%', "Invalid filter pattern: '%a{2,1}%' is not a regular expression"],
  ['{ $.a > b }', "Invalid filter pattern: 'b' is not a number, which > needs"],
  ['{ $.a = }', 'Invalid filter pattern: it ends too early'],
  ['{ $.a = 1 ) }', "Invalid filter pattern: Invalid character(s) in term ')'"],
  [
    '{ $.a[*] = 1 }',
    'Invalid filter pattern: wildcards in property selectors are not implemented by seatrial',
  ],
  ['[a, ..., b, ...]', 'Invalid filter pattern: only one ellipsis is allowed'],
  ['[a = 1 && b = 2]', "Invalid filter pattern: a condition of field 'a' names another field"],
  ['[a', "Invalid filter pattern: If a filter pattern starts with '[' it must end with ']'"],
] as const

describe('filter patterns', () => {
  it.each(terms)('terms %s against %s: %s', (pattern, message, matches) => {
    expect(compileFilterPattern(pattern)(message)).toBe(matches)
  })

  it.each(fields)('fields %s against %s: %s', (pattern, message, matches) => {
    expect(compileFilterPattern(pattern)(message)).toBe(matches)
  })

  it.each(conditions)('JSON %s: %s', (pattern, matches) => {
    expect(compileFilterPattern(pattern)(json)).toBe(matches)
  })

  it('matches no event that is not JSON with a JSON pattern', () => {
    const matches = compileFilterPattern('{ $.a NOT EXISTS }')
    expect([matches('text'), matches('{broken'), matches('{}')]).toEqual([false, false, true])
  })

  it.each(unreadable)('refuses %s: %s', (pattern, message) => {
    expect(() => compileFilterPattern(pattern)).toThrow(
      expect.objectContaining({ code: 'InvalidParameterException', message }) as Error,
    )
  })
})
