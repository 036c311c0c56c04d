import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { place } from '../../test/support/ecs-account.ts'
import { openFrontDoor, type OpenDoor } from '../../test/support/front-door.ts'
import { awsDestination } from '../launch/endpoints.ts'
import { accountReach } from './account-reach.ts'

describe('accountReach', () => {
  let open: OpenDoor
  let subnetId: string
  beforeAll(async () => {
    open = await openFrontDoor()
    const { Subnets } = (await open.door.invoke('ec2', 'DescribeSubnets', {}, place)) as {
      Subnets: { SubnetId: string }[]
    }
    subnetId = Subnets[0]?.SubnetId ?? ''
  })
  afterAll(async () => await open.close())

  const answer = (assignPublicIp: boolean): ReturnType<ReturnType<typeof accountReach>> => {
    const placement = { subnetId, securityGroupIds: [], assignPublicIp }
    return accountReach(open.store.view(place), placement)(awsDestination('ecr.api', place.region))
  }

  it('follows the routes of the default VPC', () => {
    expect(answer(true)).toMatchObject({ kind: 'reachable', verdict: { path: 'internet-gateway' } })
  })

  it('says what a task without a public address tried, and what stopped it', () => {
    const found = answer(false)
    expect(found).toMatchObject({ kind: 'unreachable', outcome: 'timeout' })
    expect(found.kind === 'unreachable' && found.address).toMatch(/^\d+\.\d+\.\d+\.\d+$/)
    expect(found.kind === 'unreachable' && found.evidence?.[0]?.fact).toContain('public')
  })

  it('leaves open what a task without an interface of its own reaches', () => {
    const reach = accountReach(open.store.view(place), undefined)
    expect(reach(awsDestination('ssm', place.region)).kind).toBe('unknown')
  })
})
