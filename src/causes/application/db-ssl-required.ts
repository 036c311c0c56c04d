import { defineCause } from '../cause.ts'
import { containerWords } from '../container-words.ts'
import { findInLog } from './find-in-log.ts'
import { databaseWantsTls } from './log-words.ts'

/** The database takes no connection without TLS. */
export const dbSslRequired = defineCause({
  code: 'db-ssl-required',
  group: 'I',
  summary: 'the database takes only connections with TLS, and the program connects without',
  rationale:
    'RDS for PostgreSQL has `rds.force_ssl` on by default since version 15, so a program that worked with an older one, or with a local database, is refused. The text speaks of pg_hba.conf and ends in `no encryption` or `SSL off`: the address is admitted, the way is not. Network and password are in order.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html',
  signs: [
    { failure: 'database-refused-unencrypted', share: 97 },
    { failure: 'essential-container-exited', share: 3 },
    { words: databaseWantsTls, share: 97 },
    { words: /no pg_hba\.conf entry/i, share: 90 },
    { words: /require_secure_transport|rds\.force_ssl/i, share: 88 },
    {
      words:
        /(?:certificate verify failed|self[- ]signed certificate|unable to get local issuer certificate).{0,200}(?:rds|postgres|mysql|database)|(?:rds|postgres|mysql|database).{0,200}(?:certificate verify failed|self[- ]signed certificate|unable to get local issuer certificate)/i,
      share: 70,
    },
    { words: /self[- ]signed certificate in certificate chain/i, share: 45 },
  ],
  settle: [
    {
      what: 'whether the database insists on TLS',
      how: `aws rds describe-db-parameters --db-parameter-group-name GROUP --query "Parameters[?ParameterName=='rds.force_ssl'].ParameterValue"`,
    },
    { what: 'the TLS option of the client', how: 'look for sslmode, ssl or useSSL in the connection string' },
  ],
  find: (launch) => findInLog(launch, (line) => (databaseWantsTls.test(line) ? { facts: {} } : undefined)),
  tell: (facts) => ({
    message: `${containerWords(facts)} connects to its database without TLS, and the database takes only connections with it`,
    fix: [
      {
        title: 'let the program connect with TLS, and check the certificate',
        text: 'DATABASE_URL=postgresql://USER:PASSWORD@HOST:5432/NAME?sslmode=verify-full&sslrootcert=/app/global-bundle.pem',
      },
      {
        title: 'with drivers that name it otherwise',
        text: 'asyncpg: ?ssl=require\nnode-postgres: ssl: { ca: fs.readFileSync("/app/global-bundle.pem", "utf8") }\nMySQL: ?ssl-mode=REQUIRED',
      },
      {
        title: 'put the certificates of RDS into the image',
        text: 'ADD https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem /app/global-bundle.pem',
      },
    ],
  }),
})
