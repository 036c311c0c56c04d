import type { StepDestination } from '../model/launch/step.ts'
import type { Destination } from '../model/network/destination.ts'
import type { ReachVerdict } from '../model/network/reach-verdict.ts'
import type { Evidence } from '../model/verdict.ts'

/** Where a launch step's call goes, as the network is asked for it. */
export function destinationOfStep({ service, region, host, port, use }: StepDestination): Destination {
  if (service === 'registry') return { kind: 'host', host, port }
  const fileSystemId = /^(fs-[^.]+)\.efs\./.exec(host)?.[1]
  if (fileSystemId !== undefined) return { kind: 'file-system', fileSystemId, region }
  return { kind: 'aws-endpoint', service, region, host, port, ...(use && { use }) }
}

/** What supports a verdict: the hops that stop the packet, those that are not known, or all that it passes. */
export function evidenceOf(verdict: ReachVerdict): Evidence[] {
  const wanted = supporting[verdict.kind]
  return verdict.hops
    .filter(({ passes }) => passes === wanted)
    .map(({ fact, source }) => (source === undefined ? { fact } : { fact, source }))
}

const supporting = { reachable: 'yes', unreachable: 'no', unknown: 'unknown' } as const
