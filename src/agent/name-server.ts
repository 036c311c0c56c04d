import type { AgentTask } from '../model/agent-protocol.ts'

/** Amazon's own resolver inside a VPC. */
export const nameServerAddress = '169.254.169.253'

const typeA = 1

/** Names and the IPv4 addresses they stand for, in lower case. */
export type Names = ReadonlyMap<string, string>

/** The names of a task: its own, its hosts file's, and the declared ones. */
export function namesOf(task: AgentTask): Names {
  const { sandbox } = task
  const hosts = sandbox.hosts.flatMap(({ address, names }) => names.map((name) => [name, address] as const))
  const declared = task.reachable.map(({ name, address }) => [name, address] as const)
  return new Map(
    [...declared, ...hosts, [sandbox.hostname, sandbox.address] as const].map(([name, address]) => [
      name.toLowerCase(),
      address,
    ]),
  )
}

/**
 * Answers one DNS query: the names of the task, and NXDOMAIN for all others, so that a name that is not there fails
 * as it does in AWS (`ENOTFOUND`) and at once. Undefined for what is no query.
 */
export function answerQuery(query: Buffer, names: Names): Buffer | undefined {
  const question = readQuestion(query)
  if (question === undefined) return undefined
  const address = names.get(question.name.toLowerCase())
  const found = address !== undefined && question.type === typeA
  const header = Buffer.from(query.subarray(0, 12))
  // A response, recursion available, authoritative for nothing; NXDOMAIN where the name does not exist at all.
  header.writeUInt16BE(0x8080 | (query.readUInt16BE(2) & 0x0100) | (address === undefined ? 3 : 0), 2)
  header.writeUInt16BE(1, 4)
  header.writeUInt16BE(found ? 1 : 0, 6)
  header.writeUInt32BE(0, 8)
  const asked = query.subarray(12, question.end)
  return Buffer.concat(found ? [header, asked, addressRecord(address)] : [header, asked])
}

/** A record that points to the question's name, lives 5 seconds, and holds an IPv4 address. */
function addressRecord(address: string): Buffer {
  const record = Buffer.from([0xc0, 12, 0, typeA, 0, 1, 0, 0, 0, 5, 0, 4, 0, 0, 0, 0])
  address.split('.').forEach((part, index) => record.writeUInt8(Number(part), 12 + index))
  return record
}

function readQuestion(query: Buffer): { name: string; type: number; end: number } | undefined {
  if (query.length < 17 || query.readUInt16BE(4) !== 1 || (query.readUInt16BE(2) & 0x8000) !== 0)
    return undefined
  const labels: string[] = []
  let at = 12
  for (let length = query[at]; length !== undefined && length !== 0; length = query[at]) {
    if (length > 63 || at + 1 + length >= query.length) return undefined
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  if (at + 5 > query.length) return undefined
  return { name: labels.join('.'), type: query.readUInt16BE(at + 1), end: at + 5 }
}

/** Serves the task's names at 169.254.169.253:53. What asks for more than fits a datagram gets nothing. */
export async function startNameServer(names: Names): Promise<void> {
  const { createSocket } = await import('node:dgram')
  const socket = createSocket('udp4')
  socket.on('message', (query, from) => {
    const answer = answerQuery(query, names)
    if (answer !== undefined) socket.send(answer, from.port, from.address)
  })
  return await new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.bind(53, nameServerAddress, () => {
      socket.off('error', reject)
      socket.on('error', () => undefined)
      resolve()
    })
  })
}
