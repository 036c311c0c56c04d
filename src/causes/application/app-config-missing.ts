import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { defineCause, type CauseAnswer, type CauseFacts } from '../cause.ts'
import { containerWords } from '../container-words.ts'
import { exitCodeWords } from './exit-words.ts'
import { findInLog, hasFailed, type LineReading } from './find-in-log.ts'
import {
  databaseTimesOut,
  databaseWantsTls,
  missingSetting,
  settingNamed,
  settingSuspect,
  settingWrong,
} from './log-words.ts'
import { unmetSettings } from './unmet-needs.ts'

/** Names as settings have them; those of AWS and ECS belong to other causes. */
const nameOfSetting =
  /\b(?!AWS_|ECS_)[A-Z][A-Z0-9]*_(?:[A-Z0-9]+_)*(?:DSN|URL|URI|HOST|PORT|USER|USERNAME|PASSWORD|SECRET|TOKEN|KEY|REGION|ENDPOINT)\b/

/** A setting that the program needs is missing or wrong. */
export const appConfigMissing = defineCause({
  code: 'app-config-missing',
  group: 'I',
  summary: 'a setting that the program needs is missing or wrong',
  rationale:
    'A container has the variables of its image, of `environment`, of environment files and of `secrets`, and nothing of the machine on which it was built. A key with another name, a secret that is a whole JSON document where one value is expected, a line break at the end of a secret, or `localhost` for another container in bridge mode all come out as an error of the program.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/taskdef-envfiles.html',
  signs: [
    { failure: 'setting-missing', share: 86 },
    { failure: 'region-invalid', share: 88 },
    { failure: 'token-refused', share: 82 },
    { failure: 'database-login-refused', share: 85 },
    { words: settingNamed, share: 84 },
    {
      words: /password authentication failed|Access denied for user|authentication failed for user/i,
      share: 85,
    },
    {
      words:
        /Signature verification failed|Invalid (?:auth|access|api|jwt|bearer) ?(?:token|key)|(?:JWT|API|auth)\w{0,30} (?:secret|key|token) (?:is )?(?:missing|invalid|required)/i,
      share: 82,
    },
    {
      words:
        /region name '?[^' ]*'? is not valid|InvalidRegionName|You must specify a region|Region is missing|NoRegionError/i,
      share: 88,
    },
    { words: /Unable to locate credentials|Could not load credentials/i, share: 35 },
    {
      words:
        /\b(?:Invalid|malformed|unparsable)(?: [\w'"-]+){0,3} (?:url|uri|dsn|connection string|config\w{0,30}|settings?|port|yaml)\b/i,
      share: 70,
    },
    {
      words:
        /(?:failed to|could not|unable to|cannot) (?:parse|read|load|decode)\b.{0,40}\b(?:url|uri|dsn|connection string|config\w{0,30}|settings?|environment|port|yaml)\b/i,
      share: 66,
    },
    {
      words: /yaml: (?:unmarshal|line \d)|yaml\.(?:scanner|parser)\.|mapping values are not allowed/i,
      share: 66,
    },
    { words: /(?:failed to|could not|unable to|cannot) get config/i, share: 66 },
    { words: /(?:must be one of|is not a valid (?:url|port|integer|number|boolean))/i, share: 55 },
    { words: /getaddrinfo (?:ENOTFOUND|EAI_AGAIN)/i, share: 35 },
    {
      words:
        /(?:ECONNREFUSED|connect(?:ion)? refused).{0,40}(?:127\.0\.0\.1|localhost|::1)|(?:127\.0\.0\.1|localhost|::1)\S{0,8}.{0,40}(?:ECONNREFUSED|refused)/i,
      share: 55,
    },
    { words: /\b(?:DSN|DATABASE_URL|connection string|environment variables?|env vars?)\b/i, share: 50 },
    { words: nameOfSetting, share: 42 },
    {
      words:
        /ImproperlyConfigured|must have a value|client password must be a string|SCRAM|Fernet key|invalid literal for int|strconv\.Parse|could not convert string|validation errors? for \w{0,30}(?:Settings|Config)\w{0,30}|Config(?:uration)?(?:Error|Exception)/i,
      share: 70,
    },
    {
      words: /JSONDecodeError|Unexpected token .{1,20} in JSON|Invalid base64|incorrect padding/i,
      share: 50,
    },
    {
      words: /InvalidAccessKeyId|SignatureDoesNotMatch|security token included in the request is invalid/i,
      share: 45,
    },
    { words: /No such file or directory.{0,80}\.(?:env|ya?ml|json|conf|toml|ini|properties)\b/i, share: 45 },
    { words: /(?:not configured|(?:missing|invalid|wrong) config(?:uration)?)/i, share: 60 },
    { failure: 'essential-container-exited', share: 22 },
    { words: exitCodeWords('1'), share: 25 },
    {
      words:
        /could not translate host name ["']?(?:db|postgres\w{0,3}|redis|mysql|database|mongo\w{0,2})["']? to address/i,
      share: 72,
    },
    {
      words:
        /\b(?:environment|env) var(?:iable)?s?\b.{0,60}\b(?:not|n't|missing|unset|without|required?s?|undefined)\b/i,
      share: 62,
    },
  ],
  settle: [
    {
      what: 'the names of the variables that the container has',
      how: 'aws ecs describe-task-definition --task-definition FAMILY --query "taskDefinition.containerDefinitions[].[name,environment[].name,secrets[].name,environmentFiles[].value]"',
    },
    {
      what: 'the form of a secret: one value, or JSON of which a key is meant',
      how: 'aws secretsmanager get-secret-value --secret-id ID --query SecretString --output text | jq keys',
    },
  ],
  find: findSetting,
  tell: (facts) => ({ message: message(facts), fix: fixes(facts) }),
})

/** What the log says counts first; what the project says that a program needs, where it was not seen to run. */
function findSetting(launch: EvaluatedLaunch): CauseAnswer {
  const logged = findInLog(launch, (line, { name }) => settingOf(launch, line, name))
  if (logged.found.length > 0) return logged
  const runs = (name: string | undefined): boolean =>
    launch.outcome?.containers.some((one) => one.name === name && !hasFailed(one)) ?? false
  const unmet = unmetSettings(launch)
  const found = unmet.found.filter(({ facts }) => !runs(facts.container))
  if (found.length > 0) return { found, open: [] }
  return { ...logged, open: [...new Set([...logged.open, ...unmet.open])] }
}

/** What a line says of a setting. One that the task definition gives is there, so the line may mean something else. */
function settingOf(launch: EvaluatedLaunch, line: string, containerName: string): LineReading {
  if (databaseWantsTls.test(line) || databaseTimesOut.test(line)) return undefined
  const setting = missingSetting(line)
  if (setting === undefined) {
    if (settingWrong.test(line)) return { facts: {} }
    return settingSuspect.test(line)
      ? { settledBy: `what the program expects where it says: ${line}` }
      : undefined
  }
  const container = launch.task.containers.find(({ name }) => name === containerName)
  const plain = container?.environment.find(({ name }) => name === setting)
  const secret = container?.secrets.find(({ name }) => name === setting)
  if (secret !== undefined || (plain !== undefined && plain.value !== '')) {
    return { settledBy: `the value of ${setting}, which the task definition gives` }
  }
  return { facts: plain === undefined ? { setting } : { setting, given: 'empty' } }
}

function message(facts: CauseFacts): string {
  const { setting, given, line } = facts
  const who = containerWords(facts)
  if (setting !== undefined) {
    const how =
      given === undefined ? 'is not given' : given === 'empty' ? 'is empty' : 'is not as it expects it'
    return `${who} fails: \`${setting}\` ${how}`
  }
  return line === undefined
    ? `${who} fails: a setting that it needs is missing or wrong`
    : `${who} fails at a setting: ${line}`
}

function fixes({ setting = 'DATABASE_URL' }: CauseFacts): { title: string; text: string }[] {
  return [
    {
      title: 'give the container the variable',
      text: `Environment:\n  - Name: ${setting}\n    Value: VALUE`,
    },
    {
      title: 'or, where it is confidential, from a secret; with a key where the secret is JSON',
      text: `Secrets:\n  - Name: ${setting}\n    ValueFrom: !Sub "\${Secret}:KEY::"`,
    },
  ]
}
