import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { rmSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fetcher, refusal, script, server, useProcessRuntime } from './process-fixture.ts'

describe.skipIf(refusal !== undefined)('the network of a task', () => {
  const test = useProcessRuntime()
  const isUp = (container: string): Promise<unknown> =>
    test.log.waitFor('output', (event) => event.container === container && event.lines[0]?.text === 'up')

  it('shares localhost among the containers of a task, and any port may be used', async () => {
    const task = await test.task()
    await test.start(task, 'web', server(80, 'from beside', '127.0.0.1'))
    await isUp('web')
    expect(await test.run(task, fetcher('http://localhost/'))).toBe('0: 200 from beside')
  })

  it('lets tasks of one VPC reach each other, and listen on the same port', async () => {
    const [one, other] = await Promise.all([test.task(), test.task()])
    await Promise.all([
      test.start(one, 'web-one', server(8080, 'one')),
      test.start(other, 'web-other', server(8080, 'other')),
    ])
    await Promise.all([isUp('web-one'), isUp('web-other')])
    const urls = [`http://${one.address}:8080/`, `http://${other.address}:8080/`]
    expect(await test.run(one, fetcher(...urls))).toBe('0: 200 one\n200 other')
  })

  it('keeps tasks of different VPCs apart, even with the same addresses', async () => {
    const one = await test.task({ vpcId: 'vpc-1' })
    const [other, double] = await Promise.all([
      test.task({ vpcId: 'vpc-2' }),
      test.task({ vpcId: 'vpc-3', address: one.address }),
    ])
    await test.start(one, 'web', server(8080, 'one'))
    await isUp('web')
    const fetchOne = fetcher(`http://${one.address}:8080/`)
    expect(await test.run(other, fetchOne)).toMatch(/^0: (EHOSTUNREACH|TimeoutError)$/)
    expect(await test.run(double, fetchOne)).toBe('0: ECONNREFUSED')
  })

  it('gives a task its own hosts file, host name and address', async () => {
    const names = ['user-api.service-connect.me', 'user-api']
    const task = await test.task({ hosts: [{ address: '127.255.0.1', names }] })
    expect(await test.run(task, ['cat', '/etc/hosts'])).toBe(
      [
        '0: 127.0.0.1 localhost',
        `${task.address} ${task.hostname}`,
        '127.255.0.1 user-api.service-connect.me user-api',
      ].join('\n'),
    )
    expect(await test.run(task, ['cat', '/etc/hostname'])).toBe(`0: ${task.hostname}`)
    const interfaces = script(
      `const { eth1 } = require('os').networkInterfaces(); console.log(eth1[0].address, eth1[0].mac)`,
    )
    expect(await test.run(task, interfaces)).toBe(`0: ${task.address} ${task.macAddress}`)
  })

  it('resolves the names of the task and no others, at once', async () => {
    const task = await test.task({ hosts: [{ address: '127.255.0.1', names: ['user-api'] }] })
    const lookup = script(`
      const { lookup, resolve4 } = require('dns').promises
      const code = (error) => error.code
      ;(async () => {
        console.log(await lookup('gone.service-connect.me').catch(code))
        console.log(await resolve4('gone.service-connect.me').catch(code))
        console.log((await resolve4('user-api'))[0], (await lookup('user-api')).address)
      })()`)
    expect(await test.run(task, lookup)).toBe('0: ENOTFOUND\nENOTFOUND\n127.255.0.1 127.255.0.1')
  })

  it('opens connections into a task: to its loopback, and to its interface', async () => {
    const task = await test.task()
    await test.start(task, 'inner', server(7001, 'inner', '127.0.0.1'))
    await test.start(task, 'outer', server(7002, 'outer', task.address))
    await Promise.all([isUp('inner'), isUp('outer')])
    const get = async (port: number): Promise<string> => {
      const connection = await test.runtime.connect(task.taskId, port)
      connection.write('GET / HTTP/1.0\r\n\r\n')
      const chunks: Buffer[] = []
      for await (const chunk of connection) chunks.push(chunk as Buffer)
      return Buffer.concat(chunks).toString()
    }
    expect(await get(7001)).toMatch(/inner$/)
    expect(await get(7002)).toMatch(/outer$/)
    await expect(test.runtime.connect(task.taskId, 7003)).rejects.toThrow('ECONNREFUSED')
  })

  it('tunnels the AWS APIs to the socket of the daemon', async () => {
    const api = createServer((request, response) => response.end(`asked ${request.url}`))
    await new Promise<void>((resolve) => api.listen(test.open.apiSocketPath, resolve))
    try {
      const task = await test.task()
      expect(await test.run(task, fetcher('http://169.254.170.2:4566/one'))).toBe('0: 200 asked /one')
    } finally {
      api.close()
      rmSync(test.open.apiSocketPath, { force: true })
    }
    const task = await test.task()
    const away = script(`require('net').connect(4566, '169.254.170.2').resume().on('error', () => {})
      .on('connect', () => console.log('connected')).on('close', () => console.log('closed'))`)
    expect(await test.run(task, away)).toBe('0: connected\nclosed')
  })

  it('reaches declared services of this machine by name, and nothing else of it', async () => {
    const database = createServer((_, response) => response.end('rows'))
    await new Promise<void>((resolve) => database.listen(0, '127.0.0.1', resolve))
    const hostPort = (database.address() as AddressInfo).port
    try {
      const declaring = await test.task({ reachable: [{ name: 'orders.db.local', port: 5432, hostPort }] })
      const urls = [
        'http://orders.db.local:5432/',
        `http://127.0.0.1:${hostPort}/`,
        'http://orders.db.local:5433/',
      ]
      expect(await test.run(declaring, fetcher(...urls))).toBe('0: 200 rows\nECONNREFUSED\nECONNREFUSED')
      const other = await test.task()
      expect(await test.run(other, fetcher('http://orders.db.local:5432/'))).toBe('0: ENOTFOUND')
    } finally {
      database.close()
    }
  })
})
