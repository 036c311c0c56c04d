import { Fault } from '../../fault.ts'

/** Refuses what KMS has and Seatrial has not, by the parameter that asks for it. */
export function refuseUnsupported(asked: Readonly<Record<string, boolean>>): void {
  for (const [what, wanted] of Object.entries(asked)) {
    if (wanted)
      throw new Fault('NotImplemented', `KMS ${what} is not implemented by seatrial`, { status: 501 })
  }
}

/** Ends a dry run that would have succeeded. */
export function endDryRun(dryRun: boolean | undefined): void {
  if (!dryRun) return
  throw new Fault(
    'DryRunOperationException',
    'The request would have succeeded, but the DryRun option is set.',
  )
}

/** Refuses an algorithm that symmetric keys do not have. */
export function requireSymmetric(algorithm: string | undefined): void {
  if ((algorithm ?? 'SYMMETRIC_DEFAULT') === 'SYMMETRIC_DEFAULT') return
  const message = `Algorithm ${algorithm} is incompatible with key spec SYMMETRIC_DEFAULT.`
  throw new Fault('InvalidKeyUsageException', message)
}
