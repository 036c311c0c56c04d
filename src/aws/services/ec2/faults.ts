import { Fault } from '../../fault.ts'

/** A parameter whose value cannot be. */
export function invalidParameterValue(text: string): Fault {
  return new Fault('InvalidParameterValue', text)
}

/** A parameter that is not there; named as on the wire but with a small first letter. */
export function missingParameter(name: string): Fault {
  return new Fault('MissingParameter', `The request must contain the parameter ${name}`)
}

/** Parameters that exclude each other. */
export function invalidParameterCombination(text: string): Fault {
  return new Fault('InvalidParameterCombination', text)
}

/** A resource that others still need: `The vpc 'vpc-…' has dependencies and cannot be deleted.` */
export function hasDependencies(kind: string, id: string): Fault {
  return new Fault('DependencyViolation', `The ${kind} '${id}' has dependencies and cannot be deleted.`)
}

/** Says that a parameter of EC2 is not here, so that nobody believes it took effect. */
export function parameterNotImplemented(operation: string, parameter: string): Fault {
  return new Fault(
    'NotImplemented',
    `The parameter ${parameter} of ${operation} is not implemented by seatrial`,
    {
      status: 501,
    },
  )
}

/** Refuses a request that sets any of these parameters; false and empty lists count as not set. */
export function refuseParameters(operation: string, request: object, parameters: readonly string[]): void {
  for (const parameter of parameters) {
    const value = (request as Record<string, unknown>)[parameter]
    if (value === undefined || value === false || (Array.isArray(value) && value.length === 0)) continue
    throw parameterNotImplemented(operation, parameter)
  }
}
