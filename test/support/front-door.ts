import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FrontDoor } from '../../src/aws/front-door.ts'
import { randomIds } from '../../src/daemon/fresh-ids.ts'
import { createHttpServer } from '../../src/daemon/http-server.ts'
import { ObjectFiles } from '../../src/store/object-files.ts'
import { Store } from '../../src/store/store.ts'

/** A front door on a free loopback port with an empty account, without a control plane behind it. */
export interface OpenDoor {
  readonly url: string
  readonly door: FrontDoor
  readonly store: Store
  /** The folder in which object bodies are kept. */
  readonly objectsFolder: string
  readonly bugs: unknown[]
  /** The clock of the account in epoch milliseconds; a test may move it. */
  clock: { now: number }
  close(): Promise<void>
}

/** Opens a front door for a test. Close it when done: it holds a port and a folder. */
export async function openFrontDoor(): Promise<OpenDoor> {
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-door-'))
  const store = new Store()
  const objectsFolder = join(folder, 'objects')
  const objects = new ObjectFiles(objectsFolder)
  const bugs: unknown[] = []
  const clock = { now: Date.now() }
  const door = new FrontDoor({
    store,
    objects,
    now: () => clock.now,
    fresh: randomIds,
    account: '000000000000',
    region: 'us-east-1',
    onBug: (error) => bugs.push(error),
  })
  const server = createHttpServer(door, objects, () => false)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    door,
    store,
    objectsFolder,
    bugs,
    clock,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Closes a door, and fails the test where the door met an error of its own. */
export async function closeWithoutBugs(open: OpenDoor): Promise<void> {
  await open.close()
  if (open.bugs.length > 0) throw new AggregateError(open.bugs, 'the front door met errors of its own')
}
