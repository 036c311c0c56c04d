// Keeps what V8 compiles of dist/cli/program.cjs while short commands run, for tools/launcher.cjs.
'use strict'
const { readFileSync, writeFileSync } = require('node:fs')
const { createRequire } = require('node:module')
const { join } = require('node:path')
const v8 = require('node:v8')
const { Script } = require('node:vm')

const root = join(__dirname, '..')
const filename = join(root, 'dist/cli/program.cjs')
const project = join(root, 'examples/jobsynchub')
const commands = [
  ['check', project],
  ['check', join(project, 'broken/parameter-on-task-role'), '--format', 'compact'],
]

// V8 takes what was kept under the same flags only: the program's own are set later than it is loaded.
const { setFlagsFromString } = v8
v8.setFlagsFromString = () => {}
// Nothing of the first command may be dropped again before the last one ends.
setFlagsFromString('--no-flush-bytecode')
const program = new Script(readFileSync(filename, 'latin1'), {
  filename,
})

function runNext() {
  const command = commands.shift()
  if (!command) return
  process.argv = [process.execPath, filename, ...command]
  program.runInThisContext()(createRequire(filename), filename)
}

process.stdout.write = () => true
process.on('beforeExit', runNext)
process.on('exit', () => {
  setFlagsFromString('--flush-bytecode')
  writeFileSync(join(root, 'dist/cli/program.cache'), program.createCachedData())
  process.exitCode = 0
})
runNext()
