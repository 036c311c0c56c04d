/** An AWS service in a region, as its VPC endpoint names it. */
export interface ServiceInRegion {
  readonly service: string
  readonly region: string
}

/** Services whose host is not `<service>.<region>`; `*` is the region. */
const prefixes: Readonly<Record<string, string>> = {
  'ecr.api': 'api.ecr.*',
  'ecr.dkr': 'dkr.ecr.*',
  'ecs-agent': 'ecs-a-1.*',
  'ecs-telemetry': 'ecs-t-1.*',
  'kinesis-streams': 'kinesis.*',
  'kinesis-firehose': 'firehose.*',
}

/** The name that clients look up for a service in a region: `api.ecr.us-east-1.amazonaws.com`. */
export function awsHost(service: string, region: string): string {
  const prefix = (prefixes[service] ?? `${service}.*`).replace('*', region)
  return `${prefix}.${domainOf(region)}`
}

/** The service behind a name of AWS's, or undefined where the name is another's. */
export function endpointOfHost(host: string): ServiceInRegion | undefined {
  const match = /^(?<labels>.+)\.(?<region>[a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com(?:\.cn)?$/.exec(host)
  const { labels = '', region = '' } = match?.groups ?? {}
  if (!match) return globalEndpoint(host)
  if (/(?:^|\.)dkr\.ecr$/.test(labels)) return { service: 'ecr.dkr', region }
  if (/(?:^|\.)s3$/.test(labels)) return { service: 's3', region }
  const agent = /^ecs-(?<letter>[at])-\d+$/.exec(labels)
  if (agent) return { service: agent.groups?.['letter'] === 'a' ? 'ecs-agent' : 'ecs-telemetry', region }
  const known = Object.entries(prefixes).find(([, prefix]) => prefix === `${labels}.*`)
  if (known) return { service: known[0], region }
  return { service: labels, region }
}

/** Old names without a region: S3's, and STS's. Endpoints do not answer for them. */
function globalEndpoint(host: string): ServiceInRegion | undefined {
  if (/(?:^|\.)s3\.amazonaws\.com$/.test(host)) return { service: 's3', region: 'us-east-1' }
  const match = /^(?<service>sts|iam)\.amazonaws\.com$/.exec(host)
  return match ? { service: match.groups?.['service'] ?? '', region: 'us-east-1' } : undefined
}

/** `com.amazonaws.us-east-1.logs` */
export function endpointServiceName({ service, region }: ServiceInRegion): string {
  return `com.amazonaws.${region}.${service}`
}

/** True where an endpoint's service name is this service's; regions of China have names with a prefix. */
export function servesEndpoint(serviceName: string, endpoint: ServiceInRegion): boolean {
  const wanted = endpointServiceName(endpoint)
  return serviceName === wanted || serviceName === `cn.${wanted}`
}

function domainOf(region: string): string {
  return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
}
