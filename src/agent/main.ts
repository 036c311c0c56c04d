// The process beside each task's containers. It is started in the task's network by a runtime, outlives the daemon,
// and is told everything over its socket; its only argument is the folder of the task.
import { closeSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { createAgent } from './agent.ts'
import { createControl } from './control.ts'
import { EventQueue } from './event-queue.ts'
import { listen } from './tunnels.ts'

/** An agent whose daemon died before it told the task has nothing to do, and ends. */
const idleMs = 30_000

/** The pipe on which the runtime waits for the agent to listen. */
const readyPipe = 3

const folder = process.argv[2]
if (folder === undefined) throw new Error('the folder of the task is missing')

const queue = new EventQueue()
const agent = createAgent(folder, queue)
const control = createControl(agent, queue, () => process.exit(0))
await listen(control, { path: join(folder, 's') })
writeSync(readyPipe, 'agent\n')
closeSync(readyPipe)
setTimeout(() => {
  if (agent.address() === undefined) process.exit(0)
}, idleMs)
