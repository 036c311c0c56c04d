/** A database that refuses connections without TLS. */
export const databaseWantsTls =
  /no pg_hba\.conf entry\b.{0,600}(?:no encryption|SSL off)|SSL connection is required|Connections using insecure transport are prohibited|SSL\/TLS required|server requires (?:SSL|encryption)/i

const databasePorts = '(?:5432|3306|1433|1521|27017|6379|5439)'
const noAnswer = '(?:timed? ?-?out|ETIMEDOUT|timeout expired|EHOSTUNREACH)'

/** A connection to a database that gets no answer: what a closed security group looks like from inside. */
export const databaseTimesOut = new RegExp(
  [
    `\\b${databasePorts}\\b.{0,120}${noAnswer}`,
    `${noAnswer}.{0,120}[:\\s(]${databasePorts}\\b`,
    `\\.rds\\.amazonaws\\.com\\b.{0,160}${noAnswer}`,
    `${noAnswer}.{0,160}\\.rds\\.amazonaws\\.com\\b`,
    'could not connect to server: Connection timed out',
    'Is the server running on (?:that )?host .{0,160}accepting TCP/IP connections',
    'Communications link failure',
  ].join('|'),
  'i',
)

/** A program that says itself which setting it lacks: the setting is in the group `name`. */
export const settingNamed = new RegExp(
  [
    String.raw`\bKeyError: ['"](?<keyError>[A-Z][A-Z0-9_]{2,})['"]`,
    String.raw`(?:environment variable|env(?:ironment)? var|variable|setting|config(?:uration)?(?: key| value)?)s?:? ['"\x60]?(?<after>[A-Z][A-Z0-9_]{2,60})['"\x60]? (?:is |was |are |must )?(?:be )?(?:not (?:set|defined|found|present|provided)|missing|required|undefined|unset|empty|set)`,
    String.raw`\b(?:missing|required|undefined|unset|not found|not set|no)(?: required| mandatory)?(?: environment| env| config(?:uration)?)?(?: variables?| vars?| settings?| keys?| values?)?:? ['"\x60]?(?<before>[A-Z][A-Z0-9]{0,30}_[A-Z0-9_]{1,60})`,
    String.raw`\b(?<first>[A-Z][A-Z0-9]{0,30}_[A-Z0-9_]{1,60})['"\x60]? (?:environment variable )?(?:is|was|must be|has to be|not) (?:not )?(?:set|defined|provided|missing|required|present|empty|undefined)`,
    String.raw`Could not resolve placeholder ['"](?<placeholder>[^'"]+)['"]`,
    String.raw`\b(?<shell>[A-Z][A-Z0-9_]{2,60}): (?:unbound variable|parameter (?:null or )?not set)`,
  ].join('|'),
)

/** The setting that a line says is missing; undefined where it names none. */
export function missingSetting(line: string): string | undefined {
  const groups = settingNamed.exec(line)?.groups ?? {}
  return Object.values(groups).find((name) => name !== undefined)
}

/** A setting that is there and wrong, in the words of the programs that read it. */
export const settingWrong =
  /password authentication failed|Access denied for user|authentication failed for user|Signature verification failed|Invalid(?:Region|AccessKeyId|ClientTokenId)\w{0,30}|\bregion name\b.{0,40}not valid|You must specify a region|Region is missing|NoRegionError|Invalid URL|ERR_INVALID_URL|Invalid connection string|malformed (?:url|uri|connection|dsn|config)|is not a valid (?:url|port|integer|number|boolean)/i

/** What a wrong setting looks like, and a peer that is not there as well. */
export const settingSuspect =
  /getaddrinfo ENOTFOUND|(?:ECONNREFUSED|connect(?:ion)? refused).{0,40}(?:127\.0\.0\.1|localhost|::1)|Unable to locate credentials|Could not load credentials/i

/** A program that fell over by its own fault, whatever language it is written in. */
export const programFailed =
  /Traceback \(most recent call last\)|\b(?:\w{1,60}Error|\w{0,30}Exception)\b: |Exception in thread|\bpanic: |goroutine \d{1,9} \[|Cannot find module|No module named|Unhandled(?:PromiseRejection)?|uncaught|relation "[^"]+" does not exist|Unknown column|^\s+at .+\(.+:\d{1,9}:\d{1,9}\)|segmentation fault/im
