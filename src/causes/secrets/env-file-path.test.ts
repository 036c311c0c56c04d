import { describe, expect, it } from 'vitest'
import { present } from '../../model/launch/fact.ts'
import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { LaunchWorld } from '../../model/launch/world.ts'
import { blockedBy, type Stop } from '../support/blocked-by.ts'
import { foundIn } from '../support/found-in.ts'
import { launchOf, worldOf } from '../support/launch-of.ts'
import { shareIn } from '../support/share-in.ts'
import { envFileBucketRegionOrRoute } from './env-file-bucket-region-or-route.ts'

const toS3 = ({ service }: { service: string }): boolean => service === 's3'
const gatewayOnly: Stop = {
  kind: 'route',
  id: 'rtb-1',
  fact: 'rtb-1 has no route there; vpce-1 leads to buckets in ap-northeast-2 only',
  cause: 'env-file-bucket-region-or-route',
}

/** A task in ap-northeast-2 over two subnets, with its environment file in a bucket of this region. */
function launchIn(
  subnets: Record<string, Partial<LaunchWorld>>,
  bucketRegion = 'us-east-2',
): EvaluatedLaunch {
  const bucket = { bucket: () => present({ region: bucketRegion }) }
  return launchOf({
    container: { environmentFiles: [{ type: 's3', value: 'arn:aws:s3:::files/shop.env' }] },
    request: {
      region: 'ap-northeast-2',
      networkConfiguration: { subnets: Object.keys(subnets), securityGroups: ['sg-1'] },
    },
    worldIn: (subnetId) => worldOf({ ...bucket, ...subnets[subnetId ?? ''] }),
  })
}

const some = (): EvaluatedLaunch => launchIn({ 'subnet-nat': {}, 'subnet-s3': blockedBy(gatewayOnly, toS3) })

describe('an environment file in another region', () => {
  it('says which subnets fail, and what share of launches that is', () => {
    const [found] = envFileBucketRegionOrRoute.find?.(some()).found ?? []
    expect(found).toMatchObject({
      subnetIds: ['subnet-s3'],
      failure: { code: 'env-file-unreachable' },
      facts: { bucketRegion: 'us-east-2', taskRegion: 'ap-northeast-2', otherSubnets: 'subnet-nat' },
    })
    const facts = found?.why.map(({ fact }) => fact).join('\n')
    expect(facts).toContain('subnet-s3 has no way to s3.us-east-2.amazonaws.com: rtb-1 has no route there')
    expect(facts).toContain('subnet-nat has a way')
    expect(facts).toContain('1 of 2 subnets fail: about 50 % of launches')
    expect(facts).toContain('startTimeout counts from the start of a container')
  })

  it('says so in one line, with fixes that name the bucket and the good subnet', () => {
    expect(foundIn(envFileBucketRegionOrRoute, some())).toEqual([
      '1 of 2 launches of `shop` will fail: subnet-s3 has no way to bucket files in us-east-2 while subnet-nat has one, and raising startTimeout cannot help',
    ])
    const [found] = envFileBucketRegionOrRoute.find?.(some()).found ?? []
    const fixes = envFileBucketRegionOrRoute.tell(found?.facts ?? {}).fix.map(({ text }) => text)
    expect(fixes[0]).toContain('aws s3 cp s3://files/shop.env')
    expect(fixes[1]).toContain('- subnet-nat')
  })

  it('speaks of every launch where no subnet has a way', () => {
    const blocked = blockedBy(gatewayOnly, toS3)
    const launch = launchIn({ 'subnet-a': blocked, 'subnet-b': blocked })
    expect(foundIn(envFileBucketRegionOrRoute, launch)).toEqual([
      'task `shop` will not start: it has no way to bucket files in us-east-2, and raising startTimeout cannot help',
    ])
  })

  it('offers an endpoint first where the bucket is in the region of the task', () => {
    const launch = launchIn({ 'subnet-a': blockedBy(gatewayOnly, toS3) }, 'ap-northeast-2')
    const [found] = envFileBucketRegionOrRoute.find?.(launch).found ?? []
    expect(envFileBucketRegionOrRoute.tell(found?.facts ?? {}).fix[0]?.text).toContain(
      'VpcEndpointType: Gateway',
    )
  })

  it.each([
    ['all subnets have a way', launchIn({ 'subnet-a': {} }), 'ruled out'],
    [
      'another hop stops it',
      launchIn({
        'subnet-a': blockedBy(
          { kind: 'security-group-egress', fact: 'sg-1 lets nothing out', cause: 'task-sg-egress-blocked' },
          toS3,
        ),
      }),
      'ruled out',
    ],
    [
      'the way is not known',
      launchIn({ 'subnet-a': { canReach: () => ({ kind: 'unknown', settledBy: 'the routes' }) } }),
      'open',
    ],
  ])('%s', (_, launch, answer) => {
    expect(foundIn(envFileBucketRegionOrRoute, launch)).toBe(answer)
  })

  it('is recognised from its text, and not in a refusal', () => {
    const start = 'ResourceInitializationError: failed to download env files: '
    const timedOut = `${start}file download command: non empty error stream: RequestCanceled: request context canceled caused by: context deadline exceeded`
    expect(shareIn(envFileBucketRegionOrRoute, timedOut)).toBe(75)
    expect(shareIn(envFileBucketRegionOrRoute, `${start}api error Forbidden`)).toBe(0)
  })
})
