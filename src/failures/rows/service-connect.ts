import { recognised, wording, type FailureEntry } from '../entry.ts'

const unverified = { where: 'api', unverified: true } as const
const log = { where: 'log' } as const

/** Group K of the catalogue: Service Connect, its proxy and the names that programs look up. */
export const serviceConnect: readonly FailureEntry[] = [
  {
    code: 'service-connect-proxy-unhealthy',
    summary: 'the proxy that Service Connect adds to a task is unhealthy',
    wordings: [
      wording('C-01', 'container ecs-service-connect-{suffix:word} UNHEALTHY', { where: 'containerReason' }),
      ...recognised('C-01', 'ecs-service-connect{:gap}UNHEALTHY', 'listener_create_failure'),
    ],
  },
  {
    code: 'service-connect-poll-denied',
    summary: 'the role of an instance may not fetch what Service Connect needs',
    wordings: [
      wording(
        'C-02',
        'StreamAggregatedResources gRPC config stream to unix:///var/run/ecs/relay/envoy_xds.sock closed: 13, Unauthorized to perform ecs:Poll for {resource:word}',
        log,
      ),
      ...recognised(
        'C-02',
        'Unauthorized to perform ecs:Poll for {resource:word}',
        'Unauthorized to perform ecs:Poll',
      ),
    ],
  },
  {
    code: 'service-connect-upstream-failed',
    summary: 'the proxy of Service Connect reached no task of the service that was called',
    wordings: [
      wording(
        'C-03',
        'upstream connect error or disconnect/reset before headers. reset reason: {reason:text}',
        log,
      ),
      ...recognised(
        'C-03',
        'upstream connect error or disconnect',
        'no healthy upstream',
        'upstream request timeout',
      ),
    ],
  },
  {
    code: 'name-not-resolved',
    summary: 'a program could not resolve the name of another service',
    wordings: [
      wording('C-04', 'getaddrinfo ENOTFOUND {host:word}', log),
      wording('C-04', 'Could not resolve host: {host:word}', log),
      ...recognised(
        'C-04',
        "UnknownHostException: Failed to resolve '{host:word}'",
        'UnknownHostException: {host:word}: ',
        'UnknownHostException: {host:word}',
        'UnknownHostException',
        'getaddrinfo EAI_AGAIN {host:word}',
        'getaddrinfo EAI_AGAIN',
        'getaddrinfo ENOTFOUND',
        'Could not resolve host',
        'Could not translate host name "{host:word}"',
        'lookup {host:word} on {resolver:address}:53: no such host',
        'lookup {host:word}: no such host',
        'Name or service not known',
        'Temporary failure in name resolution',
        'nodename nor servname provided',
        'Name does not resolve',
        'no such host',
        'host not found in upstream "{host:word}"',
        'NXDOMAIN',
        "bad address '{host:word}'",
      ),
    ],
  },
  {
    code: 'port-name-unknown',
    summary: 'Service Connect names a port that no port mapping has',
    broader: 'api-error',
    wordings: [
      wording(
        'C-01',
        'portName({portName:word}) does not refer to any named PortMapping in the container definitions',
        unverified,
      ),
      wording('C-01', 'portName({portName:word}) does not refer to any named PortMapping', {
        ...unverified,
        onlyRead: true,
      }),
      ...recognised('C-01', 'does not refer to any named PortMapping'),
    ],
  },
  {
    code: 'ingress-port-invalid',
    summary: 'the ingress port of Service Connect is one of the privileged ports',
    broader: 'api-error',
    wordings: [
      wording('C-01', 'IngressPortOverride cannot use ports <= 1024', unverified),
      ...recognised('C-01', 'IngressPortOverride'),
    ],
  },
  {
    code: 'service-connect-timeout-invalid',
    summary: 'a timeout of Service Connect does not fit the protocol of the port',
    broader: 'api-error',
    wordings: [
      wording(
        'C-01',
        "Per request timeout {seconds:integer} can't be set for {appProtocol:word} application.",
        unverified,
      ),
      ...recognised('C-01', "Per request timeout{:gap}can't be set", 'perRequestTimeout'),
    ],
  },
  {
    code: 'service-connect-name-taken',
    summary: 'another service of the namespace has this name already',
    broader: 'api-error',
    wordings: [
      wording('C-01', 'SC service is already used by {owner:text}', unverified),
      ...recognised(
        'C-01',
        'SC service is already used',
        'discoveryName{:gap}already',
        'DnsName{:gap}already in use',
      ),
    ],
  },
  {
    code: 'service-connect-mode-unsupported',
    summary: 'Service Connect does not work with the network mode of the task definition',
    wordings: [
      wording('C-01', 'service connect does not support for {networkMode:word} newtork mode'),
      ...recognised('C-01', 'service connect does not support'),
    ],
  },
  {
    code: 'service-connect-config-invalid',
    summary: 'the agent of an instance refused the configuration of Service Connect',
    wordings: [
      wording('C-01', 'service connect container name={container:word} does not exist in the task'),
      wording(
        'C-01',
        '{listenerSide:word} port collision detected in the ingress config with {:word} port={port:integer}, and listener name={listener:word}',
        { unverified: true, onlyRead: true },
      ),
      ...recognised(
        'C-01',
        'duplicate service connect container name',
        'port collision detected in the ingress config',
        'missing listener name in the egress config',
        'is not a valid port. A valid port ranges from',
        'CIDR={cidr:word} is not a valid {family:word} CIDR',
        'in the DNS config with hostname=',
      ),
    ],
  },
]
