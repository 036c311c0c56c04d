import { randomBytes } from 'node:crypto'
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
  paginateFilterLogEvents,
  type FilterLogEventsCommandInput,
  type GetLogEventsCommandInput,
  type GetLogEventsCommandOutput,
  type PutLogEventsCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openFrontDoor, type OpenDoor } from '../../../../test/support/front-door.ts'
import { logChunks } from '../../../model/logs/tables.ts'

const logGroupName = '/shop/user-api'
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

let door: OpenDoor
let logs: CloudWatchLogsClient
let now: number

beforeEach(async () => {
  door = await openFrontDoor()
  now = door.clock.now
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  logs = new CloudWatchLogsClient({ endpoint: door.url, region: 'us-east-1', credentials, maxAttempts: 1 })
  await logs.send(new CreateLogGroupCommand({ logGroupName }))
  for (const logStreamName of ['one', 'two'])
    await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }))
})

afterEach(async () => {
  logs.destroy()
  await door.close()
  if (door.bugs.length > 0) throw new Error('an operation broke', { cause: door.bugs[0] })
})

/** Puts events; times are milliseconds from now. */
const put = async (
  stream: string,
  ...events: [fromNow: number, message: string][]
): Promise<PutLogEventsCommandOutput> => {
  const logEvents = events.map(([fromNow, message]) => ({ timestamp: now + fromNow, message }))
  return logs.send(new PutLogEventsCommand({ logGroupName, logStreamName: stream, logEvents }))
}

const get = async (options: Partial<GetLogEventsCommandInput> = {}): Promise<GetLogEventsCommandOutput> =>
  logs.send(new GetLogEventsCommand({ logGroupName, logStreamName: 'one', ...options }))

const messagesOf = ({ events }: { events?: { message?: string }[] }): (string | undefined)[] =>
  (events ?? []).map((event) => event.message)

const filter = async (options: Partial<FilterLogEventsCommandInput> = {}): Promise<(string | undefined)[]> =>
  messagesOf(await logs.send(new FilterLogEventsCommand({ logGroupName, ...options })))

describe('PutLogEvents', () => {
  it('takes a batch and gives a token', async () => {
    const answer = await put('one', [-2, 'a'], [-1, 'b'])
    expect(answer.nextSequenceToken).toMatch(/^\d{56}$/)
    expect(answer.rejectedLogEventsInfo).toBeUndefined()
    expect((await get()).events).toEqual([
      { timestamp: now - 2, message: 'a', ingestionTime: now },
      { timestamp: now - 1, message: 'b', ingestionTime: now },
    ])
  })

  it('tells which events are too old and too new, and keeps the others', async () => {
    const old: [number, string][] = [
      [-15 * DAY_MS, 'older'],
      [-14 * DAY_MS - 1, 'old'],
    ]
    const answer = await put('one', ...old, [0, 'kept'], [2 * HOUR_MS + 1, 'new'])
    expect(answer.rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 2, tooNewLogEventStartIndex: 3 })
    expect(messagesOf(await get())).toEqual(['kept'])
  })

  it('tells which events have expired by the retention policy', async () => {
    await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 3 }))
    const answer = await put('one', [-4 * DAY_MS, 'expired'], [-DAY_MS / 2, 'kept'])
    expect(answer.rejectedLogEventsInfo).toEqual({ expiredLogEventEndIndex: 1 })
    expect(messagesOf(await get())).toEqual(['kept'])
  })

  it('refuses what AWS refuses', async () => {
    await expect(put('one', [1, 'b'], [0, 'a'])).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Log events in a single PutLogEvents request must be in chronological order.',
    })
    await expect(put('one', [-DAY_MS - 1, 'a'], [0, 'b'])).rejects.toMatchObject({
      message: 'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
    })
    await expect(put('one', [0, 'x'.repeat(1_048_576)])).rejects.toMatchObject({
      message: 'Upload too large: 1048602 bytes exceeds limit of 1048576',
    })
    await expect(put('none', [0, 'a'])).rejects.toMatchObject({
      message: 'The specified log stream does not exist.',
    })
    await expect(put('one')).rejects.toMatchObject({ name: 'InvalidParameterException' })
  })
})

describe('GetLogEvents', () => {
  beforeEach(async () => {
    await put('one', [-50, 'a'], [-40, 'b'], [-30, 'c'], [-20, 'd'], [-10, 'e'])
    await put('two', [-45, 'elsewhere'])
  })

  it('begins with the latest, or with the first where that is asked for', async () => {
    expect(messagesOf(await get({ limit: 2 }))).toEqual(['d', 'e'])
    expect(messagesOf(await get({ limit: 2, startFromHead: true }))).toEqual(['a', 'b'])
  })

  it('leads forward to the end, where the same token waits for later events', async () => {
    const first = await get({ limit: 3, startFromHead: true })
    expect(first.nextForwardToken).toMatch(/^f\/\d{56}\/s$/)
    const second = await get({ limit: 3, startFromHead: true, nextToken: first.nextForwardToken })
    expect(messagesOf(second)).toEqual(['d', 'e'])
    const end = await get({ startFromHead: true, nextToken: second.nextForwardToken })
    expect(end.events).toEqual([])
    expect(end.nextForwardToken).toBe(second.nextForwardToken)
    await put('one', [-5, 'f'])
    expect(messagesOf(await get({ startFromHead: true, nextToken: end.nextForwardToken }))).toEqual(['f'])
  })

  it('leads backward to the beginning, where the token stays the same', async () => {
    const last = await get({ limit: 3 })
    expect(last.nextBackwardToken).toMatch(/^b\/\d{56}\/s$/)
    const before = await get({ limit: 3, nextToken: last.nextBackwardToken })
    expect(messagesOf(before)).toEqual(['a', 'b'])
    const beginning = await get({ nextToken: before.nextBackwardToken })
    expect(beginning.events).toEqual([])
    expect(beginning.nextBackwardToken).toBe(before.nextBackwardToken)
    expect(messagesOf(await get({ nextToken: before.nextForwardToken }))).toEqual(['c', 'd', 'e'])
  })

  it('gives tokens for an empty stream that find what comes later', async () => {
    await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 'new' }))
    const empty = await get({ logStreamName: 'new' })
    expect(empty.events).toEqual([])
    await put('new', [0, 'first'])
    expect(messagesOf(await get({ logStreamName: 'new', nextToken: empty.nextForwardToken }))).toEqual([
      'first',
    ])
  })

  it('has the start of the range in it and the end outside', async () => {
    expect(messagesOf(await get({ startTime: now - 40, endTime: now - 20 }))).toEqual(['b', 'c'])
    await expect(get({ startTime: 2, endTime: 1 })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    })
  })

  it('refuses tokens it did not give', async () => {
    await expect(get({ nextToken: 'x/1' })).rejects.toMatchObject({
      message: 'The specified nextToken is invalid.',
    })
  })
})

describe('FilterLogEvents', () => {
  beforeEach(async () => {
    await put('one', [-50, 'ERROR one'], [-30, '{"level":"ERROR"}'], [-10, 'late'])
    await put('two', [-50, 'two'], [-40, 'ERROR two'], [-10, 'latest'])
  })

  it('merges the streams in order of time, what came first before what came later', async () => {
    const { events, searchedLogStreams } = await logs.send(new FilterLogEventsCommand({ logGroupName }))
    expect(messagesOf({ events })).toEqual([
      'ERROR one',
      'two',
      'ERROR two',
      '{"level":"ERROR"}',
      'late',
      'latest',
    ])
    expect(new Set(events?.map((event) => event.eventId)).size).toBe(6)
    expect(searchedLogStreams).toEqual([])
    expect(events?.[2]).toEqual({
      logStreamName: 'two',
      timestamp: now - 40,
      message: 'ERROR two',
      ingestionTime: now,
      eventId: expect.stringMatching(/^\d{56}$/) as string,
    })
  })

  it('filters by pattern, stream and time', async () => {
    expect(await filter({ filterPattern: 'ERROR' })).toEqual(['ERROR one', 'ERROR two', '{"level":"ERROR"}'])
    expect(await filter({ filterPattern: '{ $.level = "ERROR" }' })).toEqual(['{"level":"ERROR"}'])
    expect(await filter({ logStreamNames: ['two'], filterPattern: '-ERROR' })).toEqual(['two', 'latest'])
    expect(await filter({ logStreamNamePrefix: 'on', filterPattern: 'late' })).toEqual(['late'])
    expect(await filter({ startTime: now - 40, endTime: now - 30 })).toEqual([
      'ERROR two',
      '{"level":"ERROR"}',
    ])
    await expect(filter({ logStreamNames: ['none'] })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
    await expect(filter({ logStreamNames: ['one'], logStreamNamePrefix: 'o' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    })
    await expect(filter({ filterPattern: '{ $.level' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    })
  })

  it('gives pages', async () => {
    const pages: (string | undefined)[][] = []
    for await (const page of paginateFilterLogEvents({ client: logs, pageSize: 2 }, { logGroupName })) {
      pages.push(messagesOf(page))
    }
    expect(pages).toEqual([
      ['ERROR one', 'two'],
      ['ERROR two', '{"level":"ERROR"}'],
      ['late', 'latest'],
    ])
  })

  it('serves a reader that follows: later pages by token alone, then from the last time, told apart by id', async () => {
    const seen: string[] = []
    const ids = new Set<string>()
    let request: FilterLogEventsCommandInput = { logGroupName, startTime: now - 45, limit: 2 }
    for (let round = 0; round < 5; round += 1) {
      const { events = [], nextToken } = await logs.send(new FilterLogEventsCommand(request))
      for (const { eventId = '', message = '' } of events) {
        if (!ids.has(eventId)) seen.push(message)
        ids.add(eventId)
      }
      request = nextToken
        ? { logGroupName, limit: 2, nextToken }
        : { logGroupName, limit: 2, startTime: now - 10 }
      if (round === 2) await put('one', [-10, 'just now'])
    }
    expect(seen).toEqual(['ERROR two', '{"level":"ERROR"}', 'late', 'latest', 'just now'])
  })
})

describe('the keeping of events', () => {
  it('hides what has expired, and lets go of it with the next batch', async () => {
    await put('one', [0, 'old'])
    await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 1 }))
    door.clock.now = now + DAY_MS + 1
    expect(messagesOf(await get())).toEqual([])
    expect(await filter()).toEqual([])
    await put('two', [DAY_MS, 'new'])
    expect(await filter()).toEqual(['new'])
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand({}))
    expect(logGroups?.[0]?.storedBytes).toBe(29)
  })

  it('packs many small batches and reads them as before, also where times go to and fro', async () => {
    const times = Array.from({ length: 200 }, (_, at) => (at * 37) % 1000)
    for (const [at, time] of times.entries())
      await put(at % 3 === 0 ? 'two' : 'one', [-1000 + time, `m${at} t${time}`])
    const view = door.store.view({ account: '000000000000', region: 'us-east-1' })
    expect(view.countBy(logChunks, 'group', logGroupName)).toBeLessThan(80)
    const expected = times
      .map((time, at) => ({ time, message: `m${at} t${time}` }))
      .sort((a, b) => a.time - b.time)
      .map(({ message }) => message)
    expect(await filter()).toEqual(expected)
    expect(await filter({ startTime: now - 500, limit: 3 })).toEqual(
      expected.filter((message) => Number(message.split('t')[1]) >= 500).slice(0, 3),
    )
    const own = expected.filter((message) => Number(/^m(\d+)/.exec(message)?.[1]) % 3 !== 0)
    expect(messagesOf(await get({ limit: 5 }))).toEqual(own.slice(-5))
    const read: (string | undefined)[] = []
    for (let nextToken: string | undefined; ;) {
      const page = await get({ startFromHead: true, limit: 7, nextToken })
      if (page.events?.length === 0) break
      read.push(...messagesOf(page))
      nextToken = page.nextForwardToken
    }
    expect(read).toEqual(own)
  })

  it('keeps a bounded amount for a group: the oldest goes first', async () => {
    // What is random hardly deflates, so that few batches reach the bound.
    for (let at = 0; at < 100; at += 1)
      await put('one', [at, `${at} ${randomBytes(750_000).toString('base64')}`])
    const { events = [] } = await get({ startFromHead: true, limit: 1 })
    expect(Number(events[0]?.message?.split(' ')[0])).toBeGreaterThan(20)
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand({}))
    expect(logGroups?.[0]?.storedBytes).toBeLessThan(90_000_000)
  }, 60_000)
})
