// Sends mail to users; the sender's address comes from Parameter Store.
import { createServer } from 'node:http'

const sender = process.env.AWS_SES_SENDER
if (!sender) {
  console.error('AWS_SES_SENDER is not set')
  process.exit(1)
}

const server = createServer((request, response) => {
  const found = request.url === '/health'
  response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' })
  response.end(`${JSON.stringify(found ? { status: 'ok', sender } : { error: `no ${request.url}` })}\n`)
})
server.listen(8080, () => console.log(`notification sends as ${sender}`))
process.on('SIGTERM', () => {
  console.log('notification stops')
  server.close(() => process.exit(0))
  server.closeIdleConnections()
})
