// The door of JobSyncHub: answers its own health path, and passes everything else to the service behind it.
import { createServer, request as send } from 'node:http'

const upstream = new URL(process.env.USER_API_URL)

const server = createServer((request, response) => {
  if (request.url === '/health') {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}\n')
    return
  }
  const { method, headers, url: path } = request
  const passed = send({ host: upstream.hostname, port: upstream.port, method, path, headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers)
    answer.pipe(response)
  })
  passed.on('error', (error) => {
    console.error(`cannot reach ${upstream.host}: ${error.message}`)
    response.writeHead(502, { 'content-type': 'application/json' })
    response.end(`${JSON.stringify({ error: `cannot reach ${upstream.host}` })}\n`)
  })
  request.pipe(passed)
})
server.listen(8080, () => console.log(`api-gateway passes requests to ${upstream.host}`))
process.on('SIGTERM', () => {
  console.log('api-gateway stops')
  server.close(() => process.exit(0))
  server.closeIdleConnections()
})
