import { Fault } from '../../fault.ts'

/** Parameter Store shows secrets of Secrets Manager under this path, which is not here. */
export function refuseSecretReference(name: string): void {
  if (!name.startsWith('/aws/reference/secretsmanager/')) return
  const message = 'SSM GetParameter of /aws/reference/secretsmanager is not implemented by seatrial'
  throw new Fault('NotImplemented', message, { status: 501 })
}
