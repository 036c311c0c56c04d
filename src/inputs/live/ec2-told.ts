import type { Filter } from '@aws-sdk/client-ec2'
import type { Clients } from './clients.ts'
import type { FoundThings } from './found-things.ts'
import type { Answer, LiveAccount, Page } from './live-account.ts'
import type { LiveCall } from './live-calls.ts'
import type { LiveRecord } from './live-record.ts'
import type { Reference } from './references-of.ts'
import type { VpcPlace } from './vpc-place.ts'

/** The client of EC2. */
export type Ec2 = Clients['ec2']

/** A thing of EC2 that is asked for by its id. */
export interface AskedById<T> {
  readonly call: LiveCall
  /** What it is, in the words of settling texts. */
  readonly what: string
  readonly send: (ec2: Ec2) => Promise<T | undefined>
}

/** What EC2 told of one thing, and in which region. */
export interface ToldThing<T> {
  readonly value: T
  readonly region: string
  readonly source: string
}

/** Asks for one thing. Where it is not there, or that is not told, this is noted and undefined given. */
export async function toldById<T>(
  account: LiveAccount,
  { name, region }: Reference,
  { call, what, send }: AskedById<T>,
  found: FoundThings,
): Promise<ToldThing<T> | undefined> {
  const ec2 = await account.client('ec2', region)
  const answer = await account.ask(call, name, async () => await send(ec2))
  const value = found.settle(answer, [what, name])
  return value === undefined ? undefined : { value, region, source: answer.source }
}

/** A listing of what a VPC has. */
export interface VpcListing<Item> {
  readonly call: LiveCall
  readonly page: (ec2: Ec2, token: string | undefined) => Promise<Page<Item>>
}

/** The filter by which most listings are about one VPC. */
export function inVpc(vpcId: string): Filter[] {
  return [{ Name: 'vpc-id', Values: [vpcId] }]
}

/** Makes a listing of EC2 about a VPC. */
export async function listedInVpc<Item>(
  account: LiveAccount,
  { vpcId, region }: VpcPlace,
  { call, page }: VpcListing<Item>,
): Promise<Answer<readonly Item[]>> {
  const ec2 = await account.client('ec2', region)
  return await account.list(call, `of ${vpcId}`, async (token) => await page(ec2, token))
}

/** A listing whose items are records as they stand. */
export interface RecordListing<Item> extends VpcListing<Item> {
  /** Undefined for an item that is of no use. The account and region are those of the VPC unless it says so. */
  readonly record: (
    item: Item,
  ) =>
    | (Pick<LiveRecord, 'type' | 'names' | 'properties'> & Partial<Pick<LiveRecord, 'account' | 'region'>>)
    | undefined
}

/** Adds what a listing told. Where it told nothing, its things stay unknown. */
export async function addListed<Item>(
  account: LiveAccount,
  place: VpcPlace,
  listing: RecordListing<Item>,
  found: FoundThings,
): Promise<void> {
  const answer = await listedInVpc(account, place, listing)
  if (answer.kind !== 'answer') return
  for (const item of answer.value) {
    const record = listing.record(item)
    if (!record) continue
    found.add({ region: place.region, account: account.account, source: answer.source, ...record })
  }
}
