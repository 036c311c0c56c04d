#!/usr/bin/env node
// Runs program.cjs beside this file. Compiling it is most of a short command's time, so the build keeps what was compiled
// of it in program.cache, which V8 takes where it was made by this version of Node.js, and refuses elsewhere.
'use strict'
const { existsSync, readFileSync } = require('node:fs')
const { join } = require('node:path')
const { Script } = require('node:vm')

const filename = join(__dirname, 'program.cjs')
const cache = join(__dirname, 'program.cache')
// The build writes ASCII only, which is read fastest so.
const program = new Script(readFileSync(filename, 'latin1'), {
  filename,
  ...(existsSync(cache) ? { cachedData: readFileSync(cache) } : {}),
})
program.runInThisContext()(require, filename)
