// The users of JobSyncHub, kept in memory.
import { createServer } from 'node:http'

const users = [
  { id: 1, name: 'Jiwoo', interests: ['backend', 'Seoul'] },
  { id: 2, name: 'Minseo', interests: ['design', 'remote'] },
]

// Which of the service's tasks answers: ECS tells each task its ARN.
const metadata = await fetch(`${process.env.ECS_CONTAINER_METADATA_URI_V4}/task`).then((answer) =>
  answer.json(),
)
const task = metadata.TaskARN.split('/').at(-1)

const server = createServer((request, response) => {
  const path = new URL(request.url, 'http://user-api').pathname
  const user = users.find(({ id }) => path === `/users/${id}`)
  const [status, body] =
    path === '/health'
      ? [200, { status: 'ok', task }]
      : path === '/users'
        ? [200, { users, task }]
        : user
          ? [200, user]
          : [404, { error: `no ${path}` }]
  console.log(`${request.method} ${path} ${status}`)
  response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`)
})
server.listen(8080, () => console.log(`user-api listens on 8080 in task ${task}`))
process.on('SIGTERM', () => {
  console.log('user-api stops')
  server.close(() => process.exit(0))
  server.closeIdleConnections()
})
