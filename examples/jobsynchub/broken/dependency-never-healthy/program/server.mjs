// Keeps the sessions of the gateway beside it.
import { createServer } from 'node:http'

const server = createServer((request, response) => response.end('{"status":"ok"}\n'))
server.listen(8081, () => console.log('sessions listens on 8081'))
process.on('SIGTERM', () => process.exit(0))
