import { Fault } from '../../fault.ts'

/** There is no such secret. */
export function secretNotFound(): Fault {
  return new Fault('ResourceNotFoundException', "Secrets Manager can't find the specified secret.")
}

/** The secret is there, but not the version or stage asked for. */
export function versionNotFound(by: 'staging label' | 'VersionId', value: string): Fault {
  const message = `Secrets Manager can't find the specified secret value for ${by}: ${value}`
  return new Fault('ResourceNotFoundException', message)
}

/** The secret waits for its deletion. */
export function markedForDeletion(): Fault {
  const message = "You can't perform this operation on the secret because it was marked for deletion."
  return new Fault('InvalidRequestException', message)
}

/** A parameter that does not fit the secret or the others. */
export function invalidParameter(message: string): Fault {
  return new Fault('InvalidParameterException', message)
}

/** A request that the state of the secret does not allow. */
export function invalidRequest(message: string): Fault {
  return new Fault('InvalidRequestException', message)
}

/** What Secrets Manager has and Seatrial has not. */
export function notImplemented(what: string): Fault {
  return new Fault('NotImplemented', `Secrets Manager ${what} is not implemented by seatrial`, {
    status: 501,
  })
}
