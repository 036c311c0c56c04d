import { askedService, serviceRefusals } from '../../launch/registration/service-rules.ts'
import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { defineCause, type CauseAnswer, type CauseFacts, type Found } from '../cause.ts'
import { answerOfSteps } from '../troubles-of.ts'

const namespaceArn = /^arn:[\w-]+:servicediscovery:(?<region>[\w-]+):\d{12}:namespace\/ns-[a-z0-9]+$/

/** The namespace does not exist, or is not named as ECS names it. */
export const serviceConnectNamespaceMissing = defineCause({
  code: 'service-connect-namespace-missing',
  group: 'K',
  summary: 'the Service Connect namespace does not exist in the Region, or its ARN is no ARN of a namespace',
  rationale:
    "A namespace is a thing of its own in Cloud Map. Creating a cluster with a default namespace makes it, creating a service does not: there the name must exist, in the service's Region. It is given by its name or its ARN; the id `ns-…` alone, or the ARN of a Cloud Map service, is neither.",
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectConfiguration.html',
  signs: [
    { failure: 'namespace-not-found', share: 95 },
    { words: /NamespaceNotFound/i, share: 95 },
    { words: /failed to retrieve namespace/i, share: 93 },
    {
      words:
        /\bnamespace\b.{0,80}\b(?:not found|does not exist|invalid ARN|is missing)|\binvalid ARN\b.{0,80}\bnamespace/i,
      share: 78,
    },
  ],
  settle: [
    { what: 'which namespaces there are', how: 'aws servicediscovery list-namespaces --region REGION' },
    {
      what: "the cluster's default namespace",
      how: 'aws ecs describe-clusters --clusters CLUSTER --query "clusters[].serviceConnectDefaults"',
    },
  ],
  find,
  tell: ({ subject, namespace, problem }) => ({
    message: message({ subject, namespace, problem }),
    fix: [
      {
        title: 'make the namespace in the same stack and refer to it',
        text: 'Namespace:\n  Type: AWS::ServiceDiscovery::HttpNamespace\n  Properties:\n    Name: shop\nService:\n  Type: AWS::ECS::Service\n  Properties:\n    ServiceConnectConfiguration:\n      Enabled: true\n      Namespace: !GetAtt Namespace.Arn',
      },
      {
        title: 'or make it once by hand',
        text: `aws servicediscovery create-http-namespace --name ${namespace === undefined || namespace.startsWith('arn:') ? 'shop' : namespace}`,
      },
    ],
  }),
})

function message({ subject, namespace, problem }: CauseFacts): string {
  const where = subject === undefined ? '' : ` of \`${subject}\``
  const which =
    namespace === undefined ? 'the Service Connect namespace' : `the Service Connect namespace ${namespace}`
  return `${which}${where} ${problem ?? 'does not exist in this Region'}`
}

function find(launch: EvaluatedLaunch): CauseAnswer {
  const { subject, request } = launch
  const connect = request.service?.serviceConnectConfiguration
  if (!connect?.enabled) {
    return { found: [], open: [], cleared: [{ fact: 'the launch does not use Service Connect' }] }
  }
  const { namespace } = connect
  if (namespace === undefined && !isRefused(launch))
    return { found: [], open: ["the cluster's default namespace"] }
  if (namespace === undefined) {
    const problem = 'is not given, neither by the service nor by its cluster'
    const why = [
      { fact: 'the service uses Service Connect and names no namespace' },
      { fact: 'the cluster has no default namespace' },
    ]
    return {
      found: [{ facts: { subject: subject.name, problem }, why, part: 'serviceConnectConfiguration' }],
      open: [],
    }
  }
  const problem = namespaceProblem(namespace, request.region)
  if (problem === undefined) return missing(launch)
  const found: Found = {
    facts: { subject: subject.name, namespace, problem },
    why: [{ fact: `the service's namespace is ${namespace}` }],
    part: 'serviceConnectConfiguration/namespace',
  }
  return { found: [found], open: [] }
}

/** Whether ECS refuses the service for want of a namespace: the cluster is known, and has no default. */
function isRefused({ asked }: EvaluatedLaunch): boolean {
  const service = asked && askedService(asked)
  return service !== undefined && serviceRefusals(service).some(({ rule }) => rule === 'connect-namespace')
}

function missing(launch: EvaluatedLaunch): CauseAnswer {
  return answerOfSteps(
    launch,
    {
      parts: ['requirement'],
      concerns: ({ requires }) => requires.kind === 'namespace',
      matches: ({ ground }) =>
        ground.kind === 'requirement' && ground.requires.kind === 'namespace' ? ground : undefined,
    },
    ({ step }) => ({ namespace: step.requires.kind === 'namespace' ? step.requires.namespace : undefined }),
  )
}

function namespaceProblem(namespace: string, region: string): string | undefined {
  if (!namespace.startsWith('arn:')) return undefined
  const written = namespaceArn.exec(namespace)?.groups?.['region']
  if (written === undefined) return 'is no ARN of a Cloud Map namespace'
  return written === region ? undefined : `is in ${written}, and the service is in ${region}`
}
