import { expect, it } from 'vitest'
import { commandWords } from './command-words.ts'

it.each([
  ['node server.js --port=80', ['node', 'server.js', '--port=80']],
  ['  node   a.js ', ['node', 'a.js']],
  ['PORT=1 node a.js', ['/bin/sh', '-c', 'PORT=1 node a.js']],
  ['node a.js && echo done', ['/bin/sh', '-c', 'node a.js && echo done']],
  ['echo "two words"', ['/bin/sh', '-c', 'echo "two words"']],
  [
    ['node', 'a b'],
    ['node', 'a b'],
  ],
])('reads %j as %j', (command, words) => {
  expect(commandWords(command)).toEqual(words)
})
