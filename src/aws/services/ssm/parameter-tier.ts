import type { ParameterTier } from '@aws-sdk/client-ssm'
import { Fault } from '../../fault.ts'

/** Bytes that a value may have, https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
const MAX_STANDARD = 4096
const MAX_ADVANCED = 8192

const DOCS =
  'https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html'

/** The tier that a new version gets. Throws ValidationException where the value does not fit it. */
export function chooseTier(
  asked: ParameterTier | undefined,
  previous: ParameterTier | undefined,
  value: string,
): ParameterTier {
  const size = Buffer.byteLength(value)
  if (size > MAX_ADVANCED) {
    const constraint = `Member must have length less than or equal to ${MAX_ADVANCED}`
    const message = `1 validation error detected: Value at 'value' failed to satisfy constraint: ${constraint}`
    throw new Fault('ValidationException', message)
  }
  if (asked === 'Intelligent-Tiering')
    return size > MAX_STANDARD || previous === 'Advanced' ? 'Advanced' : 'Standard'
  if (asked === 'Standard' && previous === 'Advanced') throw downgrade()
  const tier = asked ?? previous ?? 'Standard'
  if (tier === 'Standard' && size > MAX_STANDARD) {
    const message =
      `Standard tier parameters support a maximum parameter value of ${MAX_STANDARD} characters. To create a larger ` +
      `parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see ${DOCS}`
    throw new Fault('ValidationException', message)
  }
  return tier
}

function downgrade(): Fault {
  const message =
    "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier " +
    'to the standard-parameter tier. If necessary, you can delete the advanced parameter and recreate it as a standard ' +
    `parameter. Be aware that standard parameters have a value limit of ${MAX_STANDARD} characters.`
  return new Fault('ValidationException', message)
}
