import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DescribeServicesCommand, ECSClient } from '@aws-sdk/client-ecs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openFrontDoor, type OpenDoor } from '../../test/support/front-door.ts'
import { deployments, services } from '../model/ecs/tables.ts'
import type { DeploymentRow } from '../model/ecs/service.ts'
import { stackResources, stacks } from '../model/stack.ts'
import type { Progress } from './progress.ts'
import { Provisioner } from './provisioner.ts'

const account = '000000000000'
const region = 'eu-west-1'
const scope = { account, region }

/** A service, and a parameter that is made only when the service is steady. */
const serviceAndDependant = (image: string): string => `
Resources:
  Cluster: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: c } }
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: f
      ContainerDefinitions: [{ Name: web, Image: ${image}, Memory: 64 }]
  Web:
    Type: AWS::ECS::Service
    Properties: { ServiceName: web, Cluster: !Ref Cluster, TaskDefinition: !Ref Task }
  After:
    Type: AWS::SSM::Parameter
    Properties: { Name: after, Type: String, Value: !GetAtt Web.Name }
`

let open: OpenDoor
let folder: string
let provisioner: Provisioner

beforeEach(async () => {
  open = await openFrontDoor()
  folder = mkdtempSync(join(tmpdir(), 'seatrial-provision-'))
  const { store, door, clock } = open
  provisioner = new Provisioner({ store, door, now: () => clock.now, account, waitMs: 5000 })
  writeFileSync(join(folder, 'seatrial.yaml'), 'stack: s\n')
})

afterEach(async () => {
  const { bugs } = open
  await open.close()
  rmSync(folder, { recursive: true, force: true })
  if (bugs.length > 0) throw new Error('an operation met an error of its own', { cause: bugs[0] })
})

function write(template: string): void {
  writeFileSync(join(folder, 'template.yaml'), template)
}

async function apply(seen: Progress[] = []): Promise<Progress[]> {
  const request = { path: folder, parameters: {}, secretValues: {}, region }
  await provisioner.apply(request, (progress) => seen.push(progress))
  return seen
}

/** Does to the primary deployment what a control plane would. */
function deploy(change: Partial<DeploymentRow>): void {
  open.store.transact(scope, (tx) => {
    const [service] = tx.all(services)
    for (const row of tx.by(deployments, 'service', service?.serviceArn ?? '')) {
      if (row.status === 'PRIMARY') tx.put(deployments, row.id, { ...row, ...change })
    }
  })
}

async function until(reached: () => boolean): Promise<void> {
  while (!reached()) await new Promise((resolve) => setTimeout(resolve, 5))
}

const has = (seen: readonly Progress[], logicalId: string): boolean =>
  seen.some((progress) => progress.kind === 'resource' && progress.logicalId === logicalId)

describe('what needs a service', () => {
  it('is made when the service is steady', async () => {
    write(serviceAndDependant('one'))
    const seen: Progress[] = []
    const applied = apply(seen)
    await until(() => has(seen, 'Web'))
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(has(seen, 'After')).toBe(false)
    deploy({ rolloutState: 'COMPLETED' })
    await applied
    expect(has(seen, 'After')).toBe(true)
    expect(seen.at(-1)).toEqual({ kind: 'done', outputs: {} })
  })

  it('is not made when the rollout failed, with the reason of the service', async () => {
    write(serviceAndDependant('one'))
    const seen: Progress[] = []
    const applied = apply(seen)
    await until(() => has(seen, 'Web'))
    deploy({
      rolloutState: 'FAILED',
      rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
    })
    await applied
    const { reason } = seen.at(-2) as Extract<Progress, { kind: 'resource' }>
    expect(reason).toBe('Web does not become steady: ECS deployment circuit breaker: tasks failed to start.')
    expect(seen.at(-1)?.kind).toBe('failed')
    expect(open.store.view(scope).get(stacks, 's')?.status).toBe('FAILED')
  })

  it('waits again when an attempt that gave up is continued', async () => {
    write(serviceAndDependant('one'))
    const first: Progress[] = []
    const applied = apply(first)
    await until(() => has(first, 'Web'))
    deploy({ startFailures: 3 })
    await applied
    deploy({ startFailures: 0, rolloutState: 'COMPLETED' })
    expect((await apply()).at(-1)?.kind).toBe('done')
  })
})

describe('two requests at a time', () => {
  it('are carried out one after another', async () => {
    write("Resources: { Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: l } } }")
    const actions = (await Promise.all([apply(), apply()])).map((seen) => {
      const [first] = seen
      return first?.kind === 'resource' ? first.action : first?.kind
    })
    expect(actions).toEqual(['create', 'keep'])
  })

  it('do not keep the next from its turn when one fails', async () => {
    write('Resources: [')
    const failing = apply()
    const other = provisioner.remove('none', region, () => {})
    expect((await failing).map(({ kind }) => kind)).toEqual(['failed'])
    await other
    write("Resources: { Logs: { Type: 'AWS::Logs::LogGroup' } }")
    expect((await apply()).at(-1)?.kind).toBe('done')
  })
})

describe('a service as the AWS SDK sees it', () => {
  it('has the revision of the changed template', async () => {
    write(serviceAndDependant('one').replace(/ {2}After[\s\S]*/, ''))
    await apply()
    write(serviceAndDependant('two').replace(/ {2}After[\s\S]*/, ''))
    await apply()
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
    const client = new ECSClient({ endpoint: open.url, region, credentials })
    const found = await client.send(new DescribeServicesCommand({ cluster: 'c', services: ['web'] }))
    expect(found.services?.[0]?.taskDefinition).toMatch(/:task-definition\/f:2$/)
    client.destroy()
  })
})

describe('names that are made up', () => {
  it.each([
    ['AWS::IAM::Role', 64, 'short'],
    ['AWS::IAM::Role', 64, 'a-stack-whose-name-is-so-long-that-it-does-not-fit-into-the-name-of-a-role'],
    ['AWS::S3::Bucket', 63, 'A-Stack-With-Capitals-And-A-Name-That-Is-Far-Too-Long-For-A-Bucket'],
  ])('of %s have at most %i characters in stack %s', async (type, max, stack) => {
    const trust =
      '{ Version: "2012-10-17", Statement: [{ Effect: Allow, Principal: { Service: ecs.amazonaws.com }, Action: "sts:AssumeRole" }] }'
    const properties = type === 'AWS::IAM::Role' ? `{ AssumeRolePolicyDocument: ${trust} }` : '{}'
    writeFileSync(join(folder, 'seatrial.yaml'), `stack: ${stack}\n`)
    write(`Resources: { ALogicalIdThatIsRatherLong: { Type: '${type}', Properties: ${properties} } }`)
    expect((await apply()).at(-1)?.kind).toBe('done')
    const [made] = open.store.view(scope).by(stackResources, 'stack', stack)
    expect(made?.physicalId?.length).toBeLessThanOrEqual(max)
    expect(made?.physicalId).toMatch(/^[Aas][\w-]*-ALogical[A-Za-z]*-[A-Z0-9]{12}$/i)
  })
})
