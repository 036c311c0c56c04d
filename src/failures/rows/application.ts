import { recognised, wording, type FailureEntry } from '../entry.ts'

const log = { where: 'log', unverified: true } as const

/**
 * What programs in containers say when the world around them is not as they need it. ECS prints none of it; people find
 * it in the logs of a task that does not stay up.
 */
export const application: readonly FailureEntry[] = [
  {
    code: 'database-refused-unencrypted',
    summary: 'the database accepts encrypted connections only, or none from this address',
    wordings: [
      wording(
        '-',
        'no pg_hba.conf entry for host "{address:word}", user "{user:text}", database "{database:text}", no encryption',
        log,
      ),
      ...recognised(
        '-',
        'no pg_hba.conf entry for host{:gap}no encryption',
        'no pg_hba.conf entry{:gap}SSL off',
        'no pg_hba.conf entry',
      ),
    ],
  },
  {
    code: 'database-login-refused',
    summary: 'the database refused the user or the password',
    wordings: [
      wording('-', 'password authentication failed for user "{user:text}"', log),
      ...recognised(
        '-',
        'password authentication failed for user',
        "Access denied for user '{user:word}'",
        'Access denied for user',
      ),
    ],
  },
  {
    code: 'database-object-missing',
    summary: 'a table of the database does not exist, as before a migration',
    wordings: [
      wording('-', 'relation "{relation:text}" does not exist', log),
      ...recognised('-', 'UndefinedTable', 'no such table: {relation:word}'),
    ],
  },
  {
    code: 'connection-timed-out',
    summary: 'a connection of a program got no answer',
    wordings: [
      wording('-', 'connect ETIMEDOUT {address:address}:{port:integer}', log),
      ...recognised(
        '-',
        'Connection timed out',
        'ETIMEDOUT',
        'connect timeout',
        'ConnectTimeoutError',
        'dial tcp {address:address}:{port:integer}: i/o timeout',
        'i/o timeout',
        'timeout expired',
        'Operation timed out',
        'CannotGetJdbcConnection',
        'Connect timeout on endpoint URL',
      ),
    ],
  },
  {
    code: 'connection-refused',
    summary: 'nothing listens where a program connected to',
    wordings: [
      wording('-', 'connect ECONNREFUSED {address:address}:{port:integer}', log),
      ...recognised('-', 'ECONNREFUSED', 'Connection refused', 'connection reset by peer'),
    ],
  },
  {
    code: 'bad-gateway',
    summary: 'the load balancer got no proper answer of the task',
    wordings: [
      wording('-', '502 Bad Gateway', log),
      ...recognised(
        '-',
        '503 Service Temporarily Unavailable',
        '503 Service Unavailable',
        '504 Gateway Time-out',
        '504 Gateway Timeout',
      ),
    ],
  },
  {
    code: 'host-header-refused',
    summary: 'a program refuses requests to the address of its task, by which a load balancer checks it',
    wordings: [
      wording(
        '-',
        "Invalid HTTP_HOST header: '{host:word}'. You may need to add '{address:word}' to ALLOWED_HOSTS.",
        log,
      ),
      ...recognised('-', 'Invalid HTTP_HOST header', 'to ALLOWED_HOSTS', 'DisallowedHost', 'Blocked host'),
    ],
  },
  {
    code: 'health-check-tool-missing',
    summary: 'the program of a health check is not in the image',
    broader: 'health-checks-failed',
    wordings: [
      wording('-', '{tool:word}: not found', { ...log, onlyRead: true, whole: true }),
      wording('-', 'curl: not found', log),
      ...recognised(
        '-',
        'curl: command not found',
        'wget: not found',
        'wget: command not found',
        'exec: "curl": executable file not found',
        'exec: "wget": executable file not found',
        'ps: not found',
        'nc: not found',
      ),
    ],
  },
  {
    code: 'container-unhealthy',
    summary: 'the health check of a container fails',
    broader: 'health-checks-failed',
    wordings: [
      wording('-', 'Health Status: UNHEALTHY', log),
      ...recognised(
        '-',
        'Container Health: UNHEALTHY',
        'healthStatus": "UNHEALTHY"',
        'health status: unhealthy',
      ),
    ],
  },
  {
    code: 'file-permission-denied',
    summary: 'a program may not write where it wants to, as on a file system of another owner',
    wordings: [
      wording('-', "EACCES: permission denied, {call:word} '{path:text}'", log),
      ...recognised(
        '-',
        'EACCES: permission denied',
        "PermissionError: [Errno 13] Permission denied: '{path:word}'",
        'PermissionError: [Errno 13]',
        'Operation not permitted',
        'AccessDeniedException: /',
        'Read-only file system',
        'Permission denied',
      ),
    ],
  },
  {
    code: 'module-missing',
    summary: 'a program lacks a module of its own',
    broader: 'essential-container-exited',
    wordings: [
      wording('-', "ModuleNotFoundError: No module named '{module:word}'", log),
      ...recognised(
        '-',
        "No module named '{module:word}'",
        "Cannot find module '{module:word}'",
        'ImportError',
        'java.lang.ClassNotFoundException',
        'Unable to access jarfile',
      ),
    ],
  },
  {
    code: 'script-missing',
    summary: 'the shell of a container did not find what it was to run',
    broader: 'essential-container-exited',
    wordings: [
      wording('-', 'sh: 0: cannot open {path:word}: No such file', log),
      ...recognised(
        '-',
        "can't open '{path:word}': No such file or directory",
        'cannot open {path:word}: No such file',
        "Command '{command:word}' not found",
        'Command "{command:word}" not found',
      ),
    ],
  },
  {
    code: 'region-invalid',
    summary: 'a program was given a Region that its service does not know',
    wordings: [
      wording('-', "The region name '{region:word}' is not valid.", log),
      ...recognised('-', 'InvalidRegionName', 'You must specify a region', 'Region is missing'),
    ],
  },
  {
    code: 'token-refused',
    summary: 'one part of a program refuses the signature of another, as with keys that differ',
    wordings: [wording('-', 'Signature verification failed', log), ...recognised('-', 'invalid signature')],
  },
  {
    code: 'setting-missing',
    summary: 'a setting that a program needs is not there',
    wordings: [
      wording('-', "KeyError: '{setting:word}'", log),
      ...recognised(
        '-',
        'environment variable {setting:word} is not set',
        'Environment variable not found',
        'Missing required environment variable',
        'required environment variable',
      ),
    ],
  },
  {
    code: 'program-error',
    summary: 'a program ended with an error of its own',
    broader: 'essential-container-exited',
    wordings: [
      wording('-', 'Traceback (most recent call last)', log),
      ...recognised(
        '-',
        'Exception in thread "main"',
        'Unhandled exception',
        'UnhandledPromiseRejection',
        'Uncaught Error',
        'panic: runtime error',
        'npm ERR!',
      ),
    ],
  },
  {
    code: 'subnet-without-route',
    summary: "AWS's own examination of a task found no way from its subnet to the internet",
    step: 'network-interface',
    wordings: [
      wording(
        '-',
        'The route table {routeTableId:word} associated with Task Subnet {subnetId:word} does not have network access either via Internet Gateway or Nat Gateway.',
        log,
      ),
      ...recognised('-', 'does not have network access either via Internet Gateway or Nat Gateway'),
    ],
  },
  {
    code: 'quoting-broken',
    summary: 'a shell changed what it was given',
    wordings: [
      wording('-', 'Error parsing parameter {parameter:text}: Invalid JSON: {reason:text}', log),
      ...recognised('-', 'Error parsing parameter', 'expected one argument', 'Invalid control character at'),
    ],
  },
]
