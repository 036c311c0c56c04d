import { isIP } from 'node:net'

/** Whether an address of a text is one that only a VPC uses (RFC 1918, shared or local): then an endpoint answers there. */
export function isPrivateAddress(address: string | number | undefined): boolean {
  const text = String(address ?? '')
  if (isIP(text) === 6) return /^f[cd]/i.test(text)
  return /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/.test(
    text,
  )
}
