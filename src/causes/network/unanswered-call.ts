import type { Sign } from '../cause.ts'

/**
 * How texts show a call that gets no answer. Causes that stop the same packet share these texts and differ in how often
 * they are behind them: of a hundred such reports so many have the cause.
 */
interface UnansweredShares {
  /** An address inside a VPC was tried: the interface of an endpoint. */
  readonly privateAddress?: number
  /** A public address of an AWS service was tried. */
  readonly publicAddress?: number
  /** The text names no address. */
  readonly noAddress?: number
  /** The text breaks off before it says what went wrong. */
  readonly cutOff?: number
  /** CloudWatch Logs did not answer; ECS words it as if the log group were missing. */
  readonly logs?: number
  /** The layers of an image, which come from Amazon S3. */
  readonly layers?: number
  /** A registry of the internet. */
  readonly registry?: number
  /** The name of an AWS service was not resolved. */
  readonly lookup?: number
}

const inVpc = String.raw`(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.`
const ofS3 = String.raw`(?:3\.5|16\.(?:15|182)|52\.(?:92|21[6-9])|54\.231)\.`
const noAnswer = String.raw`(?:time-?out|timed out|deadline exceeded|deadli\b|request canceled|connection refused|network is unreachable|no route to host)`
const answered = String.raw`AccessDenied|not authorized|NotFound|can't find the specified|did not contain|invalid (?:character|ssm param|ARN|parameter)|KMS is not allowed|ValidationException|no such host|:53: |status code: 4`
const layerCopy = String.raw`(?:failed to copy|httpRead(?:er)?Seeker|error pulling image conf)`
const foreignRegistry = String.raw`https://(?:(?!\S{0,200}(?:amazonaws|\.on\.aws|dkr[.-]ecr))[\w.-]{1,200}/v2/|\S{0,200}(?:docker\.(?:com|io)|ghcr\.io|githubusercontent\.com|quay\.io|public\.ecr\.aws|gcr\.io|pkg\.dev|mcr\.microsoft\.com)/)`
const agentsOwn = String.raw`(?:RegisterContainerInstance|\becs(?:-[at]-\d+)?\.[a-z0-9-]+\.amazonaws)`

/** What a text shows, and what it must not show; both bounded, so that no text makes them slow. */
type Shape = Required<Pick<Sign, 'words'>> & Pick<Sign, 'without'>

function shape(words: string, without?: string): Shape {
  const shown = new RegExp(words, 'i')
  return without === undefined ? { words: shown } : { words: shown, without: new RegExp(without, 'i') }
}

/** The texts by what they show. A text may have several shapes: then the greatest share counts. */
const unansweredTexts: Readonly<Record<keyof UnansweredShares, readonly Shape[]>> = {
  privateAddress: [shape(String.raw`dial tcp \[?${inVpc}[\w.*]{1,40}\]?:443.{0,300}${noAnswer}`)],
  publicAddress: [
    shape(
      String.raw`dial tcp (?<=(?:amazonaws|Amazon|ECR|registry auth|secret).{0,309})(?!${inVpc})[\dx*][\w.*]{1,40}:443.{0,300}${noAnswer}`,
      `${layerCopy}|${foreignRegistry}|${agentsOwn}|dial tcp ${ofS3}`,
    ),
  ],
  noAddress: [
    shape(
      String.raw`connection issue between the task and|context deadl|StatusCode: 0\b|request send failed|send request failed|request canceled while waiting|TLS handshake timeout|CannotPullContainerError:? (?:\S{1,200} ){0,6}context canceled|Connect timeout on endpoint URL|Could not connect to the endpoint URL|check your (?:task )?network configuration|pull command failed:? ?: signal: killed|registry auth.{0,600}${noAnswer}`,
      String.raw`dial tcp \[?[\dx*]|env files?\b|environment (?:variable )?file|CloudWatch|logger args|httpRead|${foreignRegistry}|${agentsOwn}|${answered}`,
    ),
  ],
  cutOff: [
    shape(
      'unable to pull secrets or registry auth|unable to retrieve (?:secrets? from|ecr registry auth)|unable to pull registry auth|cannot pull (?:registry auth|secrets)',
      String.raw`dial tcp \[?[\dx*]|${answered}`,
    ),
  ],
  logs: [
    shape(
      String.raw`cannot find the (?:Amazon )?CloudWatch log group|connection issue between the task and (?:Amazon )?CloudWatch|logger args.{0,600}(?:signal: killed|i/o timeout|deadline exceeded)`,
    ),
  ],
  layers: [
    shape(`${layerCopy}.{0,900}${noAnswer}`, foreignRegistry),
    shape(String.raw`cannot ?pull.{0,900}dial tcp ${ofS3}[\w.*]{1,40}:443|pull command failed: panic`),
  ],
  registry: [shape(`${foreignRegistry}.{0,900}(?:${noAnswer}|Client\\.Timeout)`, 'lookup ')],
  lookup: [
    shape(
      String.raw`lookup (?:\S{1,200}\.amazonaws\.com(?:\.cn)?|\S{1,200}\.on\.aws)(?::443)?(?: on \S{1,60})?: no such host|lookup \S{1,200}: ?(?:.{0,200}: )?(?:i/o timeout|server misbehaving)|lookup \S{1,200} on \S{1,60}:53: (?:.{0,200}: )?(?:i/o timeout|server misbehaving)|temporary failure in name resolution`,
    ),
  ],
}

/** The failures that such texts are read as: a sign by failure brings its facts along. */
const failures: Readonly<Record<keyof UnansweredShares, readonly string[]>> = {
  privateAddress: ['registry-auth-unreachable', 'registry-unreachable'],
  publicAddress: ['registry-auth-unreachable', 'registry-unreachable'],
  noAddress: ['secret-unreachable', 'parameters-unreachable'],
  cutOff: [],
  logs: ['log-endpoint-unreachable'],
  layers: ['image-layers-unreachable'],
  registry: ['registry-unreachable'],
  lookup: ['registry-auth-lookup-failed', 'registry-lookup-failed', 'image-layers-lookup-failed'],
}

/** The signs of a cause that stops packets. */
export function unansweredCall(shares: UnansweredShares): Sign[] {
  return Object.entries(shares).flatMap(([key, share]) => {
    if (share === undefined) return []
    const texts = key as keyof UnansweredShares
    return unansweredTexts[texts].flatMap((shown) => [
      ...failures[texts].map((failure) => ({ failure, ...shown, share })),
      { ...shown, share },
    ])
  })
}
