import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { StepDestination } from '../../model/launch/step.ts'
import { defineCause, type CauseAnswer, type Found } from '../cause.ts'
import { containerWords } from '../container-words.ts'
import { hasFailed } from './find-in-log.ts'
import { databaseTimesOut } from './log-words.ts'

/** PostgreSQL, MySQL, SQL Server, Oracle, MongoDB, Redis, Redshift. */
const databasePorts: ReadonlySet<number> = new Set([5432, 3306, 1433, 1521, 27_017, 6379, 5439])

/** The security group of the database does not admit the tasks. */
export const dbSgBlocked = defineCause({
  code: 'db-sg-blocked',
  group: 'I',
  summary: 'the security group of the database does not admit the tasks',
  rationale:
    'A closed security group drops packets without an answer, so the program waits and reports a time-out; a database that is not there refuses at once. The rule belongs to the group of the database: inbound, its port, from the group of the tasks. A rule with addresses breaks when tasks move to another subnet.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.RDSSecurityGroups.html',
  signs: [
    { failure: 'connection-timed-out', when: ({ port }) => databasePorts.has(Number(port)), share: 86 },
    { failure: 'essential-container-exited', share: 3 },
    { words: databaseTimesOut, share: 85 },
    {
      words:
        /(?:postgres|psycopg2?|asyncpg|mysql|mariadb|jdbc|hikari|sequelize|prisma|sqlalchemy|mongo|redis|database|\bdb\b).{0,160}(?:timed? ?-?out|ETIMEDOUT|timeout expired)/i,
      share: 78,
    },
    {
      words:
        /(?:timed? ?-?out|ETIMEDOUT|timeout expired).{0,160}(?:postgres|mysql|mariadb|jdbc|hikari|sequelize|mongo|redis|database|\bdb\b)/i,
      share: 75,
    },
    { words: /Can't reach database server|could not connect to (?:the )?database/i, share: 65 },
  ],
  settle: [
    {
      what: 'the inbound rules of the group of the database',
      how: 'aws ec2 describe-security-groups --group-ids DATABASE_GROUP --query "SecurityGroups[].IpPermissions"',
    },
    {
      what: 'the groups of the tasks, and whether both are in VPCs that reach each other',
      how: 'aws ecs describe-services --cluster CLUSTER --services SERVICE --query "services[].networkConfiguration.awsvpcConfiguration"',
    },
  ],
  find: findBlocked,
  tell: ({ host, port = '5432', ...facts }) => ({
    message: `${containerWords(facts)} gets no answer from ${host === undefined ? 'its database' : `${host}:${port}`}: the security group of the database does not admit the tasks`,
    fix: [
      {
        title: 'admit the group of the tasks at the group of the database',
        text: `aws ec2 authorize-security-group-ingress --group-id DATABASE_GROUP --protocol tcp --port ${port} --source-group TASK_GROUP`,
      },
      {
        title: 'or in the template',
        text: `Type: AWS::EC2::SecurityGroupIngress\nProperties:\n  GroupId: !GetAtt DatabaseGroup.GroupId\n  IpProtocol: tcp\n  FromPort: ${port}\n  ToPort: ${port}\n  SourceSecurityGroupId: !GetAtt TaskGroup.GroupId`,
      },
    ],
  }),
})

const address = /(?<host>[\w-]+(?:\.[\w-]+)+)["')]*(?::|,? port | \([^)]*\),? port )["']?(?<port>\d{4,5})\b/i

function findBlocked(launch: EvaluatedLaunch): CauseAnswer {
  const { outcome, subject } = launch
  if (outcome === undefined) return { found: [], open: [`running ${subject.name}`] }
  const lines = outcome.containers.filter(hasFailed).flatMap((container) => {
    const line = container.log.findLast((each) => databaseTimesOut.test(each))
    return line === undefined ? [] : [{ container, line }]
  })
  if (lines.length === 0) {
    return { found: [], open: [], cleared: [{ fact: 'no container that failed waited for a database' }] }
  }
  const found: Found[] = []
  const open: string[] = []
  for (const { container, line } of lines) {
    const { host, port } = address.exec(line)?.groups ?? {}
    const wrote = { fact: `container ${container.name} wrote: ${line}`, source: 'its log' }
    if (host === undefined || port === undefined) {
      open.push('the security group of the database')
      continue
    }
    const hops = blockingRules(launch, {
      service: 'database',
      region: launch.request.region,
      host,
      port: Number(port),
    })
    if (hops.length === 0) {
      open.push(`whether the security group of ${host} admits the tasks at ${port}`)
      continue
    }
    const facts = { subject: subject.name, container: container.name, host, port }
    found.push({
      facts,
      why: [wrote, ...hops],
      part: `container/${container.name}`,
    })
  }
  return { found, open: found.length > 0 ? [] : open }
}

/** The rules that keep the task from its database, where the network is known that far. */
function blockingRules(
  { world }: EvaluatedLaunch,
  destination: StepDestination,
): { readonly fact: string; readonly source?: string }[] {
  const answer = world.canReach(destination)
  if (answer.kind !== 'unreachable') return []
  return (answer.verdict?.obstacles ?? [])
    .filter(({ cause, kind }) => cause === 'db-sg-blocked' || kind === 'security-group-ingress')
    .map(({ fact, source }) => (source === undefined ? { fact } : { fact, source }))
}
