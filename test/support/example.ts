import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort, root, type Seatrial } from './seatrial.ts'

/** A copy of the example project whose published ports are free ones. */
export interface ExampleProject {
  readonly path: string
  readonly userApi: string
  readonly apiGateway: string
}

/** Copies `examples/jobsynchub` for a test. */
export async function copyExample(seatrial: Seatrial): Promise<ExampleProject> {
  const path = join(seatrial.folder, 'jobsynchub')
  cpSync(join(root, 'examples/jobsynchub'), path, { recursive: true })
  const [userApi, apiGateway] = [await freePort(), await freePort()]
  const file = join(path, 'seatrial.yaml')
  const settings = readFileSync(file, 'utf8')
    .replace('8081:8080', `${userApi}:8080`)
    .replace('8080:8080', `${apiGateway}:8080`)
  writeFileSync(file, settings)
  return { path, userApi: `http://127.0.0.1:${userApi}`, apiGateway: `http://127.0.0.1:${apiGateway}` }
}
