import type { ParameterType, PutParameterRequest } from '@aws-sdk/client-ssm'
import { Fault } from '../../fault.ts'
import { checkNewName } from './parameter-name.ts'

/** Refuses a PutParameter that AWS refuses for its parameters alone, in AWS's order. */
export function checkPutRequest(request: PutParameterRequest, exists: boolean): void {
  if (!request.Value) {
    const constraint = 'Member must have length greater than or equal to 1.'
    throw invalid(
      `1 validation error detected: Value '' at 'value' failed to satisfy constraint: ${constraint}`,
    )
  }
  if (request.Overwrite && (request.Tags?.length ?? 0) > 0) {
    throw invalid(
      "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove " +
        'overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.',
    )
  }
  checkNewName(request.Name ?? '')
  if (!exists && request.Type === undefined)
    throw invalid('A parameter type is required when you create a parameter.')
  checkDataType(request.DataType ?? 'text')
  if (request.Policies !== undefined) throw notImplemented('PutParameter with Policies')
  if (!exists || request.Overwrite) return
  const message =
    'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.'
  throw new Fault('ParameterAlreadyExists', message)
}

/** Holds a value against its allowed pattern; of a StringList every item. Throws ParameterPatternMismatchException. */
export function checkValue(type: ParameterType, value: string, allowedPattern: string | undefined): void {
  if (!allowedPattern) return
  const pattern = compile(allowedPattern)
  const items = type === 'StringList' ? value.split(',') : [value]
  if (items.every((item) => pattern.test(item))) return
  const message = `Parameter value, cannot be validated against allowedPattern: ${allowedPattern}`
  throw new Fault('ParameterPatternMismatchException', message)
}

function compile(pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`, 'su')
  } catch {
    const message = 'The request does not meet the regular expression requirement.'
    throw new Fault('InvalidAllowedPatternException', message)
  }
}

function checkDataType(dataType: string): void {
  if (dataType === 'text') return
  // AWS looks these up elsewhere before the parameter becomes usable; there is nothing here to look them up in.
  if (dataType === 'aws:ec2:image' || dataType === 'aws:ssm:integration') {
    throw notImplemented(`PutParameter with DataType ${dataType}`)
  }
  throw invalid(`The following data type is not supported: ${dataType} (Data type names are all lowercase.)`)
}

function invalid(message: string): Fault {
  return new Fault('ValidationException', message)
}

function notImplemented(what: string): Fault {
  return new Fault('NotImplemented', `SSM ${what} is not implemented by seatrial`, { status: 501 })
}
