import type { ParameterReference } from '../model/launch/secret-reference.ts'
import type { LaunchStep } from '../model/launch/step.ts'
import type { LaunchWorld } from '../model/launch/world.ts'
import { evaluateDecryption } from './evaluate-access.ts'
import { type Finding, type Findings, grounded } from './findings.ts'
import { parameterArn } from './secret-steps.ts'
import { isParameterName } from './value-from.ts'
import { fails, holds, unknown, type FoundEvidence } from './verdicts.ts'

const attempts = 1

/**
 * The key of every SecureString of the batch must be usable, or the call is refused as a whole; and every parameter
 * must exist: those that do not are named together, in their order in the call.
 */
export function* evaluateParameters(
  step: LaunchStep,
  references: readonly ParameterReference[],
  world: LaunchWorld,
): Findings {
  const missing: FoundEvidence[] = []
  const names: string[] = []
  for (const reference of references) {
    const { valueFrom, region, account, parameterName, version, label } = reference
    const parameter = world.parameter(region, account, parameterName, { version, label })
    if (!isParameterName(parameterName)) {
      names.push(valueFrom)
      missing.push({ fact: `no parameter can be called ${valueFrom}: a name has no colon` })
    } else if (!parameter.known) yield unknown(parameter.settledBy)
    else if (parameter.absent) {
      names.push(valueFrom)
      missing.push({ fact: `parameter ${valueFrom} does not exist in ${region}`, source: parameter.source })
    } else {
      yield holds([{ fact: `parameter ${valueFrom} exists`, source: parameter.source }])
      const bound = { PARAMETER_ARN: parameterArn(reference) }
      const { keyArn } = parameter.value
      yield* evaluateDecryption(step, { keyArn, service: 'ssm', region, bound }, world)
      const fault = parameter.value.undecryptable?.(step.task.requestId)
      if (fault) yield undecryptable(step, fault)
    }
  }
  if (names.length === 0) return
  const region = references[0]?.region ?? step.task.region
  const verdict = fails('parameters-invalid', { attempts, names: names.join(','), region }, missing)
  yield grounded(verdict, { kind: 'requirement', requires: step.requires })
}

/** The key of a parameter is there and cannot be used by anybody: the whole batch is refused. */
function undecryptable(
  { task, requires, destination }: LaunchStep,
  { code, message }: { readonly code: string; readonly message: string },
): Finding {
  const reason = `service call has been retried ${attempts} time(s): operation error SSM: GetParameters, https response error StatusCode: 400, RequestID: ${task.requestId}, ${code}: ${message}`
  const facts = { region: destination?.region ?? task.region, reason }
  const verdict = fails('parameters-retrieval-failed', facts, [{ fact: message }])
  return grounded(verdict, { kind: 'requirement', requires })
}
