import { describe, expect, it } from 'vitest'
import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { AccessAnswer } from '../../model/launch/world.ts'
import type { NetworkCause } from '../../model/network/reach-verdict.ts'
import type { Cause } from '../cause.ts'
import { blockedBy, type Stop } from '../support/blocked-by.ts'
import { foundIn } from '../support/found-in.ts'
import { type LaunchChanges, launchOf, worldOf } from '../support/launch-of.ts'
import { shareIn } from '../support/share-in.ts'
import { titled } from '../support/titled.ts'
import { dnsResolutionBlocked } from './dns-resolution-blocked.ts'
import { natGatewayMisplaced } from './nat-gateway-misplaced.ts'
import { networkAclBlocks } from './network-acl-blocks.ts'
import { noRouteToAwsApi } from './no-route-to-aws-api.ts'
import { noRouteToInternetRegistry } from './no-route-to-internet-registry.ts'
import { s3GatewayEndpointMissingForEcrLayers } from './s3-gateway-endpoint-missing-for-ecr-layers.ts'
import { taskSgEgressBlocked } from './task-sg-egress-blocked.ts'
import { vpcEndpointPolicyDenies } from './vpc-endpoint-policy-denies.ts'
import { vpcEndpointPrivateDnsOff } from './vpc-endpoint-private-dns-off.ts'
import { vpcEndpointSgBlocks443 } from './vpc-endpoint-sg-blocks-443.ts'

const all: readonly Cause[] = [
  noRouteToAwsApi,
  s3GatewayEndpointMissingForEcrLayers,
  vpcEndpointSgBlocks443,
  vpcEndpointPrivateDnsOff,
  vpcEndpointPolicyDenies,
  taskSgEgressBlocked,
  networkAclBlocks,
  dnsResolutionBlocked,
  noRouteToInternetRegistry,
  natGatewayMisplaced,
]

const auth = (end: string): string =>
  `ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your task network configuration. RequestError: send request failed caused by: Post "https://api.ecr.eu-west-1.amazonaws.com/": ${end}`
const toPublic = auth('dial tcp 54.180.184.245:443: i/o timeout')
const toEndpoint = auth('dial tcp 10.0.3.17:443: i/o timeout')
const unresolved = auth('dial tcp: lookup api.ecr.eu-west-1.amazonaws.com on 10.0.0.2:53: no such host')
const denied =
  'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 1 time(s): AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/exec/0123 is not authorized to perform: ssm:GetParameters on resource: arn:aws:ssm:eu-west-1:111122223333:parameter/a because no identity-based policy allows the ssm:GetParameters action'
const deniedByEndpoint = denied.replace('identity-based', 'VPC endpoint')
const logs =
  'ResourceInitializationError: failed to validate logger args: The task cannot find the Amazon CloudWatch log group defined in the task definition. There is a connection issue between the task and Amazon CloudWatch. Check your network configuration. : signal: killed'
const layers =
  'CannotPullContainerError: ref pull has been retried 5 time(s): failed to copy: httpReadSeeker: failed open: failed to do request: Get 111122223333.dkr.ecr.eu-west-1.amazonaws.com/app:1: dial tcp 52.218.10.138:443: i/o timeout'
const hub =
  'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref docker.io/library/nginx:1: failed to do request: Head "https://registry-1.docker.io/v2/library/nginx/manifests/1": dial tcp 34.205.13.154:443: i/o timeout'

describe('causes of the network, from a text', () => {
  it.each(
    titled<[Cause, string, string]>(
      [noRouteToAwsApi, toPublic, denied],
      [noRouteToAwsApi, logs, 'ResourceNotFoundException: The specified log group does not exist.'],
      [s3GatewayEndpointMissingForEcrLayers, layers, toPublic],
      [vpcEndpointSgBlocks443, toEndpoint, layers],
      [vpcEndpointPrivateDnsOff, toPublic, toEndpoint],
      [vpcEndpointPolicyDenies, deniedByEndpoint, denied],
      [taskSgEgressBlocked, toPublic, denied],
      [networkAclBlocks, toEndpoint, denied],
      [dnsResolutionBlocked, unresolved, toPublic],
      [noRouteToInternetRegistry, hub, toPublic],
      [natGatewayMisplaced, toPublic, toEndpoint],
    ),
  )('%s', (_, cause, shown, silent) => {
    expect(shareIn(cause, shown)).toBeGreaterThan(2)
    expect(shareIn(cause, silent)).toBe(0)
  })

  it.each<[string, string, Cause]>([
    ['a public address', toPublic, noRouteToAwsApi],
    ['the address of an endpoint', toEndpoint, vpcEndpointSgBlocks443],
    ['no address', 'unable to retrieve secret from asm: context deadline exceeded', noRouteToAwsApi],
    [
      'a text that breaks off',
      'unable to pull secrets or registry auth: execution resource ret',
      noRouteToAwsApi,
    ],
    ['the log group that only seems to be missing', logs, noRouteToAwsApi],
    ['an address of Amazon S3', layers, s3GatewayEndpointMissingForEcrLayers],
    ['a name that is not resolved', unresolved, dnsResolutionBlocked],
    ['Docker Hub', hub, noRouteToInternetRegistry],
    ['a denial by an endpoint', deniedByEndpoint, vpcEndpointPolicyDenies],
  ])('%s', (_, text, likeliest) => {
    const shares = all.map((cause) => [cause.code, shareIn(cause, text)] as const)
    expect(shares.toSorted((a, b) => b[1] - a[1])[0]?.[0]).toBe(likeliest.code)
  })
})

const route: Stop = {
  kind: 'route',
  id: 'rtb-1',
  fact: 'rtb-1 has no route out',
  cause: 'no-route-to-aws-api',
}

/** A launch whose every path ends here. */
function stopped(cause: NetworkCause, stop: Partial<Stop>, changes: LaunchChanges = {}): EvaluatedLaunch {
  return launchOf({ ...changes, world: blockedBy({ ...route, cause, ...stop }) })
}

const unknown = launchOf({
  world: { canReach: ({ host }) => ({ kind: 'unknown', settledBy: `the route to ${host}` }) },
})
/** Amazon ECR answers, and Amazon S3 does not. */
const withoutLayers = launchOf({
  world: blockedBy(
    { ...route, cause: 's3-gateway-endpoint-missing-for-ecr-layers', fact: 'rtb-1 has no route to S3' },
    ({ service }) => service === 's3',
  ),
})
const fromHub = { container: { image: 'nginx:1' } }
const unknownFromHub = launchOf({
  ...fromHub,
  world: { canReach: ({ host }) => ({ kind: 'unknown', settledBy: `the route to ${host}` }) },
})
const nothingBlocks = launchOf()

describe('causes of the network, in a launch', () => {
  it.each(
    titled<[Cause, EvaluatedLaunch, string, EvaluatedLaunch?]>(
      [
        noRouteToAwsApi,
        stopped('no-route-to-aws-api', {}),
        'task `shop` will not start: the task has no route to api.ecr.eu-west-1.amazonaws.com: rtb-1 has no route out',
      ],
      [
        s3GatewayEndpointMissingForEcrLayers,
        withoutLayers,
        'task `shop` will not start: the layers of the image cannot be read: there is no way to Amazon S3: rtb-1 has no route to S3',
      ],
      [
        vpcEndpointSgBlocks443,
        stopped('vpc-endpoint-sg-blocks-443', {
          kind: 'security-group-ingress',
          id: 'sg-9',
          fact: 'sg-9 admits nobody on 443',
        }),
        'task `shop` will not start: the VPC endpoint for ecr.api does not admit the task on port 443: sg-9 admits nobody on 443',
      ],
      [
        vpcEndpointPrivateDnsOff,
        stopped('vpc-endpoint-private-dns-off', {
          fact: 'rtb-1 has no route out; private DNS is off for vpce-1a',
        }),
        'task `shop` will not start: private DNS is off for the VPC endpoint of ecr.api, so its name leads past it: rtb-1 has no route out; private DNS is off for vpce-1a',
      ],
      [
        taskSgEgressBlocked,
        stopped('task-sg-egress-blocked', {
          kind: 'security-group-egress',
          id: 'sg-1',
          fact: 'sg-1 has no outbound rules',
        }),
        'task `shop` will not start: the security group of the task does not let it out to api.ecr.eu-west-1.amazonaws.com: sg-1 has no outbound rules',
      ],
      [
        networkAclBlocks,
        stopped('network-acl-blocks', { kind: 'network-acl', id: 'acl-1', fact: 'acl-1 denies the answers' }),
        'task `shop` will not start: a network ACL drops the packets between the task and api.ecr.eu-west-1.amazonaws.com: acl-1 denies the answers',
      ],
      [
        dnsResolutionBlocked,
        stopped('dns-resolution-blocked', {
          kind: 'name-resolution',
          id: 'vpc-1',
          fact: 'enableDnsSupport is off',
          outcome: 'lookup-timeout',
        }),
        'task `shop` will not start: the task cannot resolve api.ecr.eu-west-1.amazonaws.com: enableDnsSupport is off',
      ],
      [
        noRouteToInternetRegistry,
        stopped('no-route-to-internet-registry', {}, fromHub),
        'task `shop` will not start: the task has no way to the internet, and registry-1.docker.io is there: rtb-1 has no route out',
        unknownFromHub,
      ],
      [
        natGatewayMisplaced,
        stopped('nat-gateway-misplaced', {
          kind: 'nat-gateway',
          id: 'nat-1',
          fact: 'nat-1 stands in a private subnet',
        }),
        'task `shop` will not start: NAT gateway nat-1 has no way to the internet itself: nat-1 stands in a private subnet',
      ],
    ),
  )('%s', (_, cause, found, message, open = unknown) => {
    expect(foundIn(cause, found)).toContain(message)
    expect(foundIn(cause, open)).toBe('open')
    expect(foundIn(cause, nothingBlocks)).toBe('ruled out')
    const other = cause === noRouteToAwsApi ? 'task-sg-egress-blocked' : 'no-route-to-aws-api'
    expect(foundIn(cause, stopped(other, {}, fromHub))).toBe('ruled out')
  })

  it('names the subnets that fail, and what share of launches that is', () => {
    const launch = launchOf({
      request: { networkConfiguration: { subnets: ['subnet-1', 'subnet-2', 'subnet-3', 'subnet-4'] } },
      worldIn: (subnetId) =>
        subnetId === 'subnet-2' || subnetId === 'subnet-4' ? worldOf(blockedBy(route)) : worldOf(),
    })
    expect(foundIn(noRouteToAwsApi, launch)).toContain(
      'task `shop` will not start in subnet-2, subnet-4 (2 of 4 subnets, about 50 % of launches): the task has no route to api.ecr.eu-west-1.amazonaws.com: rtb-1 has no route out',
    )
    expect(noRouteToAwsApi.find?.(launch).found[0]?.subnetIds).toEqual(['subnet-2', 'subnet-4'])
  })

  it('blames no missing endpoint for the layers where Amazon ECR is out of reach as well', () => {
    const nowhere = stopped('s3-gateway-endpoint-missing-for-ecr-layers', {})
    expect(s3GatewayEndpointMissingForEcrLayers.find?.(nowhere).found).toEqual([])
  })

  it('opens the very groups that are closed', () => {
    const launch = stopped('vpc-endpoint-sg-blocks-443', { kind: 'security-group-ingress', id: 'sg-9 sg-8' })
    const [found] = vpcEndpointSgBlocks443.find?.(launch).found ?? []
    expect(vpcEndpointSgBlocks443.tell(found?.facts ?? {}).fix[0]?.text).toBe(
      "aws ec2 authorize-security-group-ingress --group-id sg-9 --ip-permissions 'IpProtocol=tcp,FromPort=443,ToPort=443,UserIdGroupPairs=[{GroupId=sg-1}]'",
    )
  })
})

describe('a denial by the policy of a VPC endpoint', () => {
  const launch = (answer: AccessAnswer): EvaluatedLaunch =>
    launchOf({
      world: {
        mayPerform: ({ action }) => (action.startsWith('ecr:') ? answer : { kind: 'allowed' }),
        canReach: () => ({ kind: 'reachable', endpoint: { vpcEndpointId: 'vpce-1', vpcId: 'vpc-1' } }),
      },
    })
  const deny = (layer: string): AccessAnswer => ({
    kind: 'denied',
    principal: 'arn:aws:sts::111122223333:assumed-role/exec/0123',
    reason: `because no ${layer} allows the ecr:GetAuthorizationToken action`,
  })

  it('is found, open and ruled out', () => {
    expect(foundIn(vpcEndpointPolicyDenies, launch(deny('VPC endpoint policy')))).toContain(
      'task `shop` will not start: the policy of VPC endpoint vpce-1 does not allow ecr:GetAuthorizationToken',
    )
    expect(foundIn(vpcEndpointPolicyDenies, launch(deny('identity-based policy')))).toBe('ruled out')
    expect(foundIn(vpcEndpointPolicyDenies, launch({ kind: 'unknown', settledBy: 'the policy' }))).toBe(
      'open',
    )
  })
})

it.each(all)('$code has words without facts', ({ tell }) => {
  const { message, fix } = tell({})
  expect(message).toMatch(/^[a-z].*[^.]$/)
  expect(message).not.toContain('undefined')
  expect(fix.map(({ text }) => text).join('\n')).not.toContain('undefined')
  expect(fix.length).toBeGreaterThan(0)
})
