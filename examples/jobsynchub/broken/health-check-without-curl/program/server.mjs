// Answers its health path.
import { createServer } from 'node:http'

const server = createServer((request, response) => response.end('{"status":"ok"}\n'))
server.listen(8080, () => console.log('notification listens on 8080'))
process.on('SIGTERM', () => process.exit(0))
