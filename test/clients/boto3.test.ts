import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { boto3, clientEnvironment, runClient, skipWithout } from '../support/clients.ts'
import { root, Seatrial } from '../support/seatrial.ts'

describe.skipIf(skipWithout(boto3, 'boto3'))('boto3', () => {
  let seatrial: Seatrial

  beforeAll(async () => {
    seatrial = await Seatrial.create()
    await seatrial.serve('--runtime', 'simulated')
  })
  afterAll(async () => await seatrial.close())

  it('pages, waits, and reads errors', async () => {
    const env = clientEnvironment(seatrial.url, 'eu-west-1', seatrial.folder)
    const printed = await runClient('python3', [join(root, 'test/clients/boto3_session.py')], { env })
    expect(JSON.parse(printed)).toEqual({
      clusters: 25,
      families: ['job'],
      running: 3,
      stopCodes: ['UserInitiated'],
      exitCodes: [143],
      service: ['steady', 2],
      missing: 'ClusterNotFoundException: Cluster not found.',
      revisions: 12,
      parameters: 14,
      logs: ['one', 'two', 'three'],
      object: 'hello',
      upload: 9437184,
    })
  })
})
