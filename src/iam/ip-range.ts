/** A range of addresses: the network's bits, and how many of them count. */
export interface IpRange {
  readonly bits: bigint
  readonly width: 32 | 128
  readonly prefix: number
}

/** Reads `203.0.113.0/24`, `2001:db8::/32` or a single address. Undefined where the text is neither. */
export function parseIpRange(text: string): IpRange | undefined {
  const [address = '', length, ...rest] = text.split('/')
  const parsed = parseAddress(address)
  if (!parsed || rest.length > 0) return undefined
  if (length === undefined) return { ...parsed, prefix: parsed.width }
  const prefix = /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN
  return prefix <= parsed.width ? { ...parsed, prefix } : undefined
}

/** Whether an address, or every address of a range, lies in the range. */
export function isInRange(range: IpRange, text: string): boolean {
  const given = parseIpRange(text)
  if (given?.width !== range.width || given.prefix < range.prefix) return false
  const shift = BigInt(range.width - range.prefix)
  return given.bits >> shift === range.bits >> shift
}

function parseAddress(text: string): Pick<IpRange, 'bits' | 'width'> | undefined {
  const bits = text.includes(':') ? parseV6(text) : parseV4(text)
  return bits === undefined ? undefined : { bits, width: text.includes(':') ? 128 : 32 }
}

function parseV4(text: string): bigint | undefined {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256))
    return undefined
  return parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n)
}

function parseV6(text: string): bigint | undefined {
  const [head = '', tail, ...rest] = text.split('::')
  if (rest.length > 0) return undefined
  const left = groupsOf(head)
  const right = tail === undefined ? [] : groupsOf(tail)
  if (!left || !right) return undefined
  const missing = 8 - left.length - right.length
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined
  const groups = [...left, ...Array.from({ length: missing }, () => 0n), ...right]
  return groups.reduce((bits, group) => (bits << 16n) | group, 0n)
}

function groupsOf(text: string): bigint[] | undefined {
  if (text === '') return []
  const groups: bigint[] = []
  for (const [index, part] of text.split(':').entries()) {
    if (part.includes('.') && index === text.split(':').length - 1) {
      const v4 = parseV4(part)
      if (v4 === undefined) return undefined
      groups.push(v4 >> 16n, v4 & 0xffffn)
    } else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(BigInt(`0x${part}`))
    else return undefined
  }
  return groups
}
