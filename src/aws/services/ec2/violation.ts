import type { Fault } from '../../fault.ts'
import type { Violation } from '../../validation.ts'
import { invalidParameterValue, missingParameter } from './faults.ts'

/** Words a request that breaks the model as EC2 does: only the first trouble is told. */
export function violation(violations: readonly Violation[]): Fault {
  const [first] = violations
  if (!first) return invalidParameterValue('The request is not valid')
  const name = lowerFirst(first.members.findLast((member) => !/^\d+$/.test(member)) ?? '')
  const value = typeof first.value === 'string' ? first.value : JSON.stringify(first.value)
  switch (first.kind) {
    case 'required':
      return missingParameter(name)
    case 'range': {
      const [, way, bound] = /(greater|less) than or equal to (\S+)$/.exec(first.constraint) ?? []
      const wanted = way === 'greater' ? 'greater' : 'smaller'
      return invalidParameterValue(
        `Value ( ${value} ) for parameter ${name} is invalid. Expecting a value ${wanted} than ${bound}.`,
      )
    }
    default:
      return invalidParameterValue(`Value (${value}) for parameter ${name} is invalid. ${first.constraint}`)
  }
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}
