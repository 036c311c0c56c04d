import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCase, worldOf } from '../../cases/network/read-world.ts'
import { readDestination, readStart } from '../../cases/network/read-question.ts'
import type { NetworkWorld } from '../model/network/network-world.ts'
import type { ReachVerdict } from '../model/network/reach-verdict.ts'
import { mayConnect } from './may-connect.ts'
import { reachFromSubnets } from './reach-from-subnets.ts'
import { reach } from './reach.ts'

const cases = 'cases/network'

/** A verdict as expected files have it: what it is, where it went, and every hop. */
function describeVerdict(verdict: ReachVerdict): string[] {
  const { hops, host, port, address, addressClass, path, endpoint } = verdict
  const ending =
    verdict.kind === 'unreachable'
      ? `, ${verdict.outcome}: ${verdict.cause ?? 'no code'}`
      : verdict.kind === 'unknown'
        ? `: ${verdict.settledBy}`
        : ''
  const tried = `${host ?? ''}:${port} at ${address ?? 'no address'} (${addressClass ?? 'none'})`
  const marks = { yes: 'ok', no: 'NO', unknown: '??' }
  return [
    `${verdict.kind}${ending}`,
    `  ${tried}${path ? ` by ${path}` : ''}${endpoint ? ` through ${endpoint.vpcEndpointId}` : ''}`,
    ...hops.map(
      ({ passes, kind, fact, cause }) => `  ${marks[passes]} ${kind}: ${fact}${cause ? ` [${cause}]` : ''}`,
    ),
  ]
}

function answerReach(ask: string, world: NetworkWorld): string[] {
  const [start = '', destination = ''] = ask.split(' -> ')
  const { subnetIds, ...placement } = readStart(start)
  const to = readDestination(destination, world.region)
  const [subnetId = ''] = subnetIds
  if (subnetIds.length === 1) return describeVerdict(reach({ ...placement, subnetId }, to, world))
  const { bySubnet, failing, unknown } = reachFromSubnets({ subnetIds, ...placement }, to, world)
  return [
    `failing ${failing.toFixed(2)}, unknown ${unknown.toFixed(2)}`,
    ...bySubnet.flatMap(({ subnetId, share, verdict }) => [
      `${subnetId} (${share.toFixed(2)}): ${verdict.kind}${verdict.kind === 'unreachable' ? ` at ${verdict.stoppedAt.fact}` : ''}`,
    ]),
  ]
}

function answerConnect(ask: string, world: NetworkWorld): string[] {
  const [ends = '', what = ''] = ask.split(' : ')
  const [from, to] = ends.split(' -> ').map((text) => {
    const { subnetIds, ...placement } = readStart(text)
    return { ...placement, subnetId: subnetIds[0] ?? '' }
  })
  const [protocol = '', port] = what.split(' ')
  if (!from || !to) throw new Error(`not a question: ${ask}`)
  const [type, code] = port?.split('/').map(Number) ?? []
  const given = type === undefined ? undefined : code === undefined ? type : { type, code }
  const { kind, egress, ingress, settledBy } = mayConnect(from, to, protocol, given, world)
  const sides = [egress, ingress].flatMap((side) => (side ? [`  ${side.passes}: ${side.fact}`] : []))
  return [`${kind}${settledBy === undefined ? '' : `: ${settledBy}`}`, ...sides]
}

function runCase(folder: string, answer: (ask: string, world: NetworkWorld) => string[]): void {
  const { lines, asks } = readCase(readFileSync(join(folder, 'world.txt'), 'utf8'))
  const world = worldOf(lines)
  expect(asks.length).toBeGreaterThan(0)
  const text = `${asks.map((ask) => [ask, ...answer(ask, world)].join('\n')).join('\n\n')}\n`
  const file = join(folder, 'expected.txt')
  if (process.env['UPDATE'] === '1') writeFileSync(file, text)
  expect(text).toBe(existsSync(file) ? readFileSync(file, 'utf8') : '')
}

describe('what an interface reaches', () => {
  it.each(readdirSync(join(cases, 'reach')))('%s', (name) => {
    runCase(join(cases, 'reach', name), answerReach)
  })
})

describe('what security groups let pass', () => {
  it.each(readdirSync(join(cases, 'connect')))('%s', (name) => {
    runCase(join(cases, 'connect', name), answerConnect)
  })
})
