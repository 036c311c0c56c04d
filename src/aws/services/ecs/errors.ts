import { Fault } from '../../fault.ts'

/** The caller's parameters are wrong: what most ECS operations answer. */
export function invalidParameter(message: string): Fault {
  return new Fault('InvalidParameterException', message)
}

/** The caller's request is wrong: what the task definition operations answer. */
export function clientException(message: string): Fault {
  return new Fault('ClientException', message)
}

/** AWS has this and Seatrial has not; said instead of pretending. */
export function notImplemented(what: string): Fault {
  return new Fault('NotImplemented', `${what} is not implemented by seatrial`, { status: 501 })
}
