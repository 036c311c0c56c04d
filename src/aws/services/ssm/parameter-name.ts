import { parseArn, formatArn } from '../../../model/arn.ts'
import { Fault } from '../../fault.ts'

/** How a caller names a parameter: by name or ARN, with a version or label behind a colon where one is meant. */
export interface ParameterId {
  readonly name: string
  /** A version number or a label. */
  readonly selector?: string
  /** Where the ARN points, where it was given as one. */
  readonly place?: { readonly region: string; readonly account: string }
}

const NAME = /^(?:[A-Za-z0-9_.-]+|(?:\/[A-Za-z0-9_.-]+)+)$/
const CHARACTERS = /^[A-Za-z0-9_.\-/]+$/
const MAX_LEVELS = 15

/** Reads what a caller gave. Undefined where it can be the name of no parameter. */
export function parseParameterId(text: string): ParameterId | undefined {
  const arn = parseArn(text)
  if (text.startsWith('arn:') && (arn?.service !== 'ssm' || !arn.resource.startsWith('parameter/')))
    return undefined
  const place = arn && { region: arn.region, account: arn.account }
  const [path = '', selector, ...rest] = arn ? nameOfArn(arn.resource).split(':') : text.split(':')
  if (rest.length > 0 || selector === '' || !NAME.test(path)) return undefined
  return { name: path, ...(selector === undefined ? {} : { selector }), ...(place ? { place } : {}) }
}

/** As `parseParameterId`; throws what AWS answers for what cannot be a name. */
export function requireParameterId(text: string): ParameterId {
  const id = parseParameterId(text)
  if (!id) throw invalidName()
  return id
}

/** The ARN of a parameter: the name follows `parameter/`, and never after two slashes. */
export function parameterArn(region: string, account: string, name: string): string {
  return formatArn('ssm', region, account, `parameter/${name.replace(/^\//, '')}`)
}

/** Refuses a name that a new parameter cannot have. */
export function checkNewName(name: string): void {
  const path = name.replace(/^\//, '').toLowerCase()
  const hierarchical = name.includes('/', 1)
  if (path.startsWith('aws') || path.startsWith('ssm')) {
    if (hierarchical && path.startsWith('aws')) {
      throw new Fault('AccessDeniedException', `No access to reserved parameter name: ${name}.`)
    }
    if (hierarchical) throw invalidName()
    const message = 'Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).'
    throw new Fault('ValidationException', message)
  }
  if (!CHARACTERS.test(name)) throw invalidName()
  if (name.includes('/') && !name.startsWith('/')) {
    throw new Fault('ValidationException', 'Parameter name must be a fully qualified name.')
  }
  if (!NAME.test(name)) throw invalidName()
  if (path.split('/').length > MAX_LEVELS) {
    const message = `A hierarchy can have a maximum of ${MAX_LEVELS} levels.`
    throw new Fault('HierarchyLevelLimitExceededException', message)
  }
}

/** Refuses a path that GetParametersByPath and the Path filter do not take. */
export function checkPath(path: string): void {
  if (path.startsWith('/') && !path.includes('//') && CHARACTERS.test(path)) return
  const message =
    'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". ' +
    'It can\'t be prefixed with \\"aws\\" or \\"ssm\\" (case-insensitive). It must use only letters, numbers, or the ' +
    'following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, ' +
    'if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.'
  throw new Fault('ValidationException', message)
}

/** AWS's one text for every name that it does not take. */
function invalidName(): Fault {
  const message =
    'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths ' +
    'divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_'
  return new Fault('ValidationException', message)
}

/** After `parameter/`, a name with a further slash is a path and begins with one. */
function nameOfArn(resource: string): string {
  const rest = resource.slice('parameter/'.length)
  return rest.includes('/') ? `/${rest}` : rest
}
