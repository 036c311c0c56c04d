import { describe, expect, it } from 'vitest'
import type { ContainerOutcome } from '../../launch/evaluated-launch.ts'
import { present, unknownFact } from '../../model/launch/fact.ts'
import type { ImageFact, LaunchWorld } from '../../model/launch/world.ts'
import type { Hop } from '../../model/network/reach-verdict.ts'
import type { Cause } from '../cause.ts'
import { foundIn } from '../support/found-in.ts'
import { containerOutcome, launchOf, type LaunchChanges } from '../support/launch-of.ts'
import { shareIn } from '../support/share-in.ts'
import { appConfigMissing } from './app-config-missing.ts'
import { commandEntrypointMismatch } from './command-entrypoint-mismatch.ts'
import { commandSingleString } from './command-single-string.ts'
import { containerExit1AppError } from './container-exit-1-app-error.ts'
import { dbSgBlocked } from './db-sg-blocked.ts'
import { dbSslRequired } from './db-ssl-required.ts'
import { entrypointNotFound } from './entrypoint-not-found.ts'
import { mountPathConflict } from './mount-path-conflict.ts'
import { oomKilled } from './oom-killed.ts'
import { refusedProgram } from './program-refused.ts'

const runc =
  'CannotStartContainerError: Error response from daemon: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: '
const notFound = (program: string): string =>
  `${runc}exec: "${program}": executable file not found in $PATH: unknown`
const noSuchFile = (program: string): string =>
  `${runc}exec: "${program}": stat ${program}: no such file or directory: unknown`
const onFile = `${runc}error during container init: error mounting "/var/lib/volumes/data" to rootfs at "/app/settings.json": mount failed: not a directory: unknown`
const noTls = 'FATAL: no pg_hba.conf entry for host "10.0.1.7", user "shop", database "shop", no encryption'
const noAnswer = 'Error: connect ETIMEDOUT db.example.eu-west-1.rds.amazonaws.com:5432'

/** A cause, and texts that show it most. */
const texts: [Cause, ...string[]][] = [
  [
    commandSingleString,
    notFound('npm run start'),
    noSuchFile('backup -to s3://bucket/key'),
    String.raw`starting container process caused \\\"exec: \\\\\\\"echo hi\\\\\\\": executable file not found in $PATH\\\"`,
  ],
  [
    entrypointNotFound,
    notFound('gunicorn'),
    noSuchFile('/app/run.sh'),
    `${runc}exec: "/app/run.sh": permission denied: unknown`,
    'exec /docker-entrypoint.sh: no such file or directory',
    'standard_init_linux.go:228: exec user process caused: no such file or directory',
  ],
  [
    commandEntrypointMismatch,
    "Command 'start' not found",
    'sh: 0: cannot open c: No such file',
    notFound('-c'),
  ],
  [
    mountPathConflict,
    onFile,
    'Are you trying to mount a directory onto a file (or vice-versa)? Check if the specified host path exists',
  ],
  [
    oomKilled,
    'OutOfMemoryError: Container killed due to memory usage',
    'Essential container in task exited, exit code 137',
    'the container died due to OOM',
    '"lastStatus": "STOPPED", "exitCode": 137',
    'FATAL ERROR: Reached heap limit Allocation failed',
  ],
  [
    containerExit1AppError,
    'Essential container in task exited',
    'Stopped: exit code 1',
    "ModuleNotFoundError: No module named 'shop.settings'",
    'ERROR: relation "orders" does not exist',
  ],
  [
    appConfigMissing,
    "KeyError: 'DATABASE_HOST'",
    'Error: Missing required environment variable STRIPE_API_KEY',
    'FATAL: password authentication failed for user "shop"',
    "Could not resolve placeholder 'spring.datasource.url' in value",
    'Error: JWT_SECRET is not set',
    'error: Environment variable not found: DATABASE_URL.',
    'django.core.exceptions.ImproperlyConfigured: The SECRET_KEY setting must not be empty.',
  ],
  [
    dbSslRequired,
    noTls,
    'Connections using insecure transport are prohibited while --require_secure_transport=ON',
  ],
  [
    dbSgBlocked,
    noAnswer,
    'psycopg2.OperationalError: could not connect to server: Connection timed out',
    'com.zaxxer.hikari.pool.HikariPool: Connection is not available, request timed out',
  ],
]

describe('causes of the application, from a text', () => {
  const shown = texts.flatMap(([cause, ...list]) => list.map((text) => [text, cause] as const))

  it.each(shown)('%s', (text, cause) => {
    const shares = texts.map(([each]) => [each.code, shareIn(each, text)] as const)
    expect(shares.toSorted((a, b) => b[1] - a[1])[0]?.[0]).toBe(cause.code)
  })

  it.each(texts.map(([cause]) => cause))('$code is silent where another text is', (cause) => {
    expect(shareIn(cause, 'Access to KMS is not allowed')).toBe(0)
  })

  it('exit code 137 after failed health checks is mostly that of ECS', () => {
    expect(shareIn(oomKilled, 'Task failed ELB health checks; the container has exit code 137')).toBeLessThan(
      20,
    )
  })

  it.each(texts.map(([cause]) => cause))('$code tells something to do without any facts', (cause) => {
    const { message, fix } = cause.tell({})
    expect(message).not.toMatch(/undefined|\.$/)
    expect(fix.length).toBeGreaterThan(0)
    expect(JSON.stringify(fix)).not.toContain('undefined')
  })
})

const image = (entryPoint: string[], command: string[] = []): Partial<LaunchWorld> => {
  const fact: ImageFact = { entryPoint, command, environment: {}, platforms: [], isIndex: false }
  return { image: () => present(fact) }
}
const noImage: Partial<LaunchWorld> = { image: () => unknownFact('reading the image') }
const ended = (changes: Partial<ContainerOutcome>): LaunchChanges => ({
  outcome: {
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    containers: [containerOutcome({ lastStatus: 'STOPPED', exitCode: 1, ...changes })],
  },
})
const refused = (reason: string): LaunchChanges => ended({ exitCode: undefined, reason })
const wrote = (...log: string[]): LaunchChanges => ended({ log })
const runs: LaunchChanges = { outcome: { containers: [containerOutcome()] } }
const mount = { mountPoints: [{ containerPath: '/app', sourceVolume: 'data' }] }
const ingress: Hop = {
  kind: 'security-group-ingress',
  passes: 'no',
  id: 'sg-db',
  fact: 'sg-db admits nothing on 5432',
  cause: 'db-sg-blocked',
}
const closed: Partial<LaunchWorld> = {
  canReach: ({ host, port }) => ({
    kind: 'unreachable',
    outcome: 'timeout',
    verdict: {
      kind: 'unreachable',
      hops: [ingress],
      host,
      port,
      stoppedAt: ingress,
      obstacles: [ingress],
      outcome: 'timeout',
    },
  }),
}

/** A cause, a launch, and what it says: the message, or that it is open or ruled out. */
const launches: [Cause, LaunchChanges, string][] = [
  [commandSingleString, {}, 'ruled out'],
  [commandSingleString, { world: noImage }, 'open'],
  [commandSingleString, { container: { entryPoint: ['npm run start'] } }, '`npm run start` is given as one'],
  [commandSingleString, { container: { entryPoint: ['npm run start'] }, ...runs }, 'ruled out'],
  [
    commandSingleString,
    { container: { entryPoint: ['npm run start'] }, ...refused('CannotPullContainerError') },
    'open',
  ],
  [
    commandSingleString,
    { container: { command: ['npm run start'] }, ...refused(notFound('npm run start')) },
    '`npm run start` is given as one string',
  ],
  [commandSingleString, { container: { entryPoint: ['sh', '-c'], command: ['npm run start'] } }, 'ruled out'],
  [entrypointNotFound, {}, 'open'],
  [entrypointNotFound, runs, 'ruled out'],
  [entrypointNotFound, refused(notFound('gunicorn')), 'the image has no program `gunicorn`'],
  [entrypointNotFound, refused(notFound('npm run start')), 'ruled out'],
  [
    entrypointNotFound,
    refused(`${runc}exec: "/app/run.sh": permission denied: unknown`),
    '`/app/run.sh` may not be executed',
  ],
  [
    entrypointNotFound,
    refused(`${runc}chdir to cwd ("/srv") set in config.json failed: no such file or directory: unknown`),
    'the image has no directory `/srv`',
  ],
  [entrypointNotFound, { container: mount, ...refused(noSuchFile('/app/run.sh')) }, 'ruled out'],
  [mountPathConflict, refused(noSuchFile('/app/run.sh')), 'ruled out'],
  [mountPathConflict, { container: mount }, 'open'],
  [mountPathConflict, { container: mount, ...runs }, 'ruled out'],
  [
    mountPathConflict,
    { container: mount, ...refused(noSuchFile('/app/run.sh')) },
    'volume `data` at `/app` covers what the image has there, and `/app/run.sh` is not in it',
  ],
  [
    mountPathConflict,
    { container: mount, ...refused(onFile) },
    'mounted at `/app/settings.json`, which is a file in the image',
  ],
  [commandEntrypointMismatch, { world: noImage }, 'open'],
  [commandEntrypointMismatch, { world: image(['npm']), container: { command: ['npm', 'start'] } }, 'open'],
  [commandEntrypointMismatch, { container: { entryPoint: ['npm', 'start'] } }, 'ruled out'],
  [
    commandEntrypointMismatch,
    { world: image(['npm']), container: { command: ['start'] }, ...runs },
    'ruled out',
  ],
  [
    commandEntrypointMismatch,
    { world: image(['npm']), container: { command: ['npm', 'start'] }, ...wrote('Unknown command: "npm"') },
    'entry point `npm` does not take `npm start`',
  ],
  [
    commandEntrypointMismatch,
    {
      container: { entryPoint: ['node'], command: ['server.js'] },
      ...wrote('server.js: settings not found'),
    },
    'ruled out',
  ],
  [
    commandEntrypointMismatch,
    {
      container: { entryPoint: ['sh'], command: ['c', 'run'] },
      ...wrote('sh: 0: cannot open c: No such file'),
    },
    'entry point `sh` does not take `c run`',
  ],
  [
    commandEntrypointMismatch,
    { container: { entryPoint: ['sh', '-c'], command: ['npm', 'start'] } },
    'runs `npm` alone: entry point `sh -c` drops `start`',
  ],
  [
    commandEntrypointMismatch,
    { container: { entryPoint: ['sh', '-c'], command: ['run "$1"', 'x'] } },
    'open',
  ],
  [
    commandEntrypointMismatch,
    { container: { entryPoint: ['sh', '-c'], command: ['curl x'] }, ...wrote('sh: 1: curl: not found') },
    'ruled out',
  ],
  [oomKilled, {}, 'open'],
  [
    oomKilled,
    ended({ exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' }),
    'more memory than 512 MiB',
  ],
  [oomKilled, ended({ exitCode: 137 }), 'ruled out'],
  [containerExit1AppError, {}, 'open'],
  [containerExit1AppError, runs, 'ruled out'],
  [
    containerExit1AppError,
    wrote('starting', 'TypeError: x is not a function'),
    'with exit code 1: TypeError: x is not a function',
  ],
  [containerExit1AppError, ended({ exitCode: 143 }), 'ruled out'],
  [containerExit1AppError, ended({}), 'open'],
  [containerExit1AppError, wrote('connect ECONNREFUSED 127.0.0.1:6379'), 'open'],
  [containerExit1AppError, wrote(noTls), 'ruled out'],
  [containerExit1AppError, wrote("KeyError: 'DATABASE_HOST'"), 'ruled out'],
  [appConfigMissing, {}, 'open'],
  [appConfigMissing, ended({}), 'open'],
  [appConfigMissing, wrote('TypeError: x is not a function'), 'ruled out'],
  [appConfigMissing, wrote("KeyError: 'DATABASE_HOST'", 'bye'), '`DATABASE_HOST` is not given'],
  [
    appConfigMissing,
    { container: { environment: [{ name: 'JWT_SECRET', value: '' }] }, ...wrote('JWT_SECRET is not set') },
    '`JWT_SECRET` is empty',
  ],
  [
    appConfigMissing,
    wrote('password authentication failed for user "shop"'),
    'fails at a setting: password authentication',
  ],
  [appConfigMissing, wrote('connect ECONNREFUSED 127.0.0.1:6379'), 'open'],
  [
    appConfigMissing,
    { container: { secrets: [{ name: 'JWT_SECRET', valueFrom: 'jwt' }] }, ...wrote('JWT_SECRET is not set') },
    'open',
  ],
  [dbSslRequired, {}, 'open'],
  [dbSslRequired, wrote(noTls), 'connects to its database without TLS'],
  [dbSslRequired, wrote(noAnswer), 'ruled out'],
  [dbSgBlocked, {}, 'open'],
  [dbSgBlocked, wrote(noAnswer), 'open'],
  [dbSgBlocked, wrote(noTls), 'ruled out'],
  [
    dbSgBlocked,
    { world: closed, ...wrote(noAnswer) },
    'no answer from db.example.eu-west-1.rds.amazonaws.com:5432',
  ],
]

describe('causes of the application, from a launch', () => {
  it.each(launches.map(([cause, changes, expected]) => ({ cause, changes, expected })))(
    '$cause.code: $expected',
    ({ cause, changes, expected }) => {
      const said = foundIn(cause, launchOf(changes))
      expect(typeof said === 'string' ? said : said.join('\n')).toContain(expected)
    },
  )

  it('names the failure that ECS prints for it', () => {
    const found = entrypointNotFound.find?.(launchOf(refused(notFound('gunicorn')))).found[0]
    expect(found?.failure).toEqual({ code: 'program-not-found', facts: { program: 'gunicorn' } })
  })
})

describe('a container without memory', () => {
  const killed = { exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' }
  const fixOf = (memory?: number): string | undefined => {
    const launch = launchOf({ ...ended(killed), ...(memory === undefined ? {} : { container: { memory } }) })
    const found = oomKilled.find?.(launch).found[0]
    return oomKilled.tell(found?.facts ?? {}).fix[0]?.text
  }

  it('gets what its task has, and a bigger task only where it has that already', () => {
    expect(fixOf(32)).toBe('ContainerDefinitions:\n  - Name: app\n    Memory: 512')
    expect(fixOf()).toBe('Cpu: 512\nMemory: 1024')
  })
})

describe('refusedProgram', () => {
  it.each<[string, ReturnType<typeof refusedProgram>]>([
    [notFound('npm run start'), { program: 'npm run start', why: 'not-found' }],
    [
      String.raw`caused \"exec: \\\"run it\\\": stat run it: no such file\"`,
      { program: 'run it', why: 'not-found' },
    ],
    ['exec /app/run.sh: permission denied', { program: '/app/run.sh', why: 'not-executable' }],
    ['exec /app/run.sh: exec format error', undefined],
    ['OutOfMemoryError: Container killed due to memory usage', undefined],
  ])('%s', (text, expected) => {
    expect(refusedProgram(text)).toEqual(expected)
  })
})
