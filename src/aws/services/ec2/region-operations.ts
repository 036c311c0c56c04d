import { ensureRegion } from '../../../model/ec2/default-network.ts'
import { Fault } from '../../fault.ts'
import type { AnyOperation } from '../../operation.ts'

/**
 * Wraps every operation in what all of EC2 shares: the region has its default VPC before, and `DryRun` ends a call
 * that would have succeeded with a Fault, which takes back what it wrote.
 */
export function regionOperations(
  operations: Readonly<Record<string, AnyOperation>>,
): Readonly<Record<string, AnyOperation>> {
  return Object.fromEntries(Object.entries(operations).map(([name, run]) => [name, inRegion(run)]))
}

function inRegion(run: AnyOperation): AnyOperation {
  return (tx, request: { readonly DryRun?: boolean }, context) => {
    ensureRegion(tx, context.now)
    const response = run(tx, request, context)
    if (!request.DryRun) return response
    throw new Fault('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', {
      status: 412,
    })
  }
}
