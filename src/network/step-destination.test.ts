import { describe, expect, it } from 'vitest'
import { readCase, worldOf } from '../../cases/network/read-world.ts'
import type { StepDestination } from '../model/launch/step.ts'
import { reach } from './reach.ts'
import { destinationOfStep, evidenceOf } from './step-destination.ts'

const region = 'ap-northeast-2'
const step = (service: string, host: string, port = 443): StepDestination => ({ service, region, host, port })

describe('the destination of a launch step', () => {
  it.each([
    [step('registry', 'ghcr.io'), { kind: 'host', host: 'ghcr.io', port: 443 }],
    [
      step('elasticfilesystem', 'fs-0a1.efs.ap-northeast-2.amazonaws.com', 2049),
      { kind: 'file-system', fileSystemId: 'fs-0a1', region },
    ],
    [
      step('ssm', 'ssm.ap-northeast-2.amazonaws.com'),
      { kind: 'aws-endpoint', service: 'ssm', region, port: 443 },
    ],
  ])('%#', (given, wanted) => {
    expect(destinationOfStep(given)).toMatchObject(wanted)
  })

  it('keeps what the call is for', () => {
    const given = step('s3', 's3.ap-northeast-2.amazonaws.com')
    expect(destinationOfStep({ ...given, use: 'env-file' })).toMatchObject({ use: 'env-file' })
  })
})

describe('the evidence of a verdict', () => {
  const from = { subnetId: 'subnet-private', securityGroupIds: ['sg-task'], assignPublicIp: false }
  const to = destinationOfStep(step('ssm', 'ssm.ap-northeast-2.amazonaws.com'))
  const facts = (name: string, ...more: string[]): string[] =>
    evidenceOf(reach(from, to, worldOf([...readCase(`use ${name}`).lines, ...more]))).map(({ fact }) => fact)

  it('is what stops the packet, what is not known, or all that it passes', () => {
    expect(facts('public')).toEqual([
      'route table rtb-private of subnet-private has no route to ssm.ap-northeast-2.amazonaws.com',
    ])
    expect(facts('private-nat', 'unknown rtb-private the routes')).toEqual([
      'the route table of subnet-private is not known',
    ])
    expect(facts('private-nat')).toContain('nat-1 is available, in subnet-public')
  })

  it('names where a fact was learnt', () => {
    const verdict = reach(from, to, worldOf([...readCase('use private-nat').lines]))
    expect(evidenceOf(verdict)).toContainEqual({
      fact: 'route table rtb-private of subnet-private leads 0.0.0.0/0 to nat-1',
      source: 'template.yaml:rtb-private',
    })
  })
})
