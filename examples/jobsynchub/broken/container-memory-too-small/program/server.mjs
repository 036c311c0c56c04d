// Keeps the mails of a day in memory, which is more than its container may use.
import { createServer } from 'node:http'

const mails = Array.from({ length: 96 }, (_, hour) => Buffer.alloc(1024 * 1024, hour + 1))

const server = createServer((request, response) => response.end(`${mails.length} MiB of mails\n`))
server.listen(8080, () => console.log('archive listens on 8080'))
process.on('SIGTERM', () => process.exit(0))
