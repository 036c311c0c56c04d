import { describe, expect, it } from 'vitest'
import { programLacking } from './check-line.ts'

/** An image with a shell, Node.js and grep; of programs in folders of the application nothing is known. */
const has = (program: string): boolean | undefined =>
  program.startsWith('/app/') ? undefined : ['/bin/sh', 'sh', 'node', 'grep'].includes(program)

const lacking = (line: string): string | undefined => programLacking(['CMD-SHELL', line], has)

describe('what a health check lacks', () => {
  it.each([
    'curl -f http://localhost:8080/health || exit 1',
    'curl -f http://localhost/ 2>/dev/null || exit 1',
    'curl -sf "http://localhost:$PORT/health?a=1&b=2" > /dev/null 2>&1 || exit 1',
    "A=1 curl -H 'Host: shop' localhost || exit",
    'node ready.mjs && curl localhost',
    'cd /tmp; curl localhost || false',
    'exec curl localhost',
    'curl localhost | grep -q ok',
    'curl localhost || curl 127.0.0.1 || exit 1',
    'command -v curl && curl localhost',
    String.raw`curl localhost\:80 || exit $?`,
  ])('curl: %s', (line) => {
    expect(lacking(line)).toBe('curl')
  })

  it.each([
    ['it is tried first alone', 'curl localhost || node check.mjs'],
    ['it does not matter', 'curl localhost; true'],
    ['its failure is taken for success', 'curl localhost || exit 0'],
    ['it is asked for before', 'command -v curl || exit 0'],
    ['what reads it may end well', 'curl localhost | node read.mjs'],
    ['it is the pattern of another', 'node check.mjs | grep curl'],
    ['it is run inside of a word', '[ "$(curl localhost)" = ok ]'],
    ['it stands in a condition', 'if curl localhost; then exit 0; else exit 0; fi'],
    ['its failure is what is wanted', '! curl localhost'],
    ['it is run beside', 'curl localhost & exit 0'],
    ['it is an argument', 'node curl'],
    ['a variable names it', '$TOOL localhost'],
    ['it is in a folder of the application', '/app/curl localhost'],
    ['a quote does not end', 'curl "localhost'],
  ])('nothing where %s: %s', (_, line) => {
    expect(lacking(line)).toBeUndefined()
  })

  it('is the shell, where there is none', () => {
    const none = (program: string): boolean => program === 'node'
    expect(programLacking(['CMD-SHELL', 'node check.mjs'], none)).toBe('/bin/sh')
    expect(programLacking(['CMD', 'sh', '-c', 'node check.mjs'], none)).toBe('sh')
    expect(programLacking(['CMD', 'node', 'check.mjs'], none)).toBeUndefined()
  })

  it('is the program itself, without a shell', () => {
    expect(programLacking(['CMD', 'curl', 'localhost'], has)).toBe('curl')
    expect(programLacking(['CMD', 'sh', '-c', 'curl localhost || exit 1'], has)).toBe('curl')
    expect(programLacking(['NONE'], has)).toBeUndefined()
    expect(programLacking([], has)).toBeUndefined()
    expect(programLacking(['curl', 'localhost'], has)).toBeUndefined()
  })
})
