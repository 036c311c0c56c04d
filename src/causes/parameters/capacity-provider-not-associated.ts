import { defineCause } from '../cause.ts'
import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { answerOfRule } from '../registration/answer-of-rule.ts'

/** The cluster does not have the capacity provider that is asked for. */
export const capacityProviderNotAssociated = defineCause({
  code: 'capacity-provider-not-associated',
  group: 'F',
  summary: 'the capacity provider is not associated with the cluster',
  rationale:
    'FARGATE and FARGATE_SPOT exist in every account, but a cluster has only the capacity providers that were associated with it, and a cluster made by the API or a template has none by default. The launch type FARGATE works all the same, so this shows first when Spot is asked for.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html',
  signs: [
    { failure: 'capacity-provider-not-associated', share: 98 },
    { words: /capacity provider that is not associated with the cluster/i, share: 98 },
    { words: /capacity provider.{0,80}(?:is not|isn't|not) associated/i, share: 92 },
    { words: /specified capacity provider (?:does not exist|.{0,40}was not found)/i, share: 70 },
  ],
  settle: [
    {
      what: 'the capacity providers of the cluster',
      how: 'aws ecs describe-clusters --clusters CLUSTER --query "clusters[].capacityProviders"',
    },
  ],
  find: (launch) => {
    const answer = answerOfRule(launch, 'capacity-provider-not-associated', () => ({
      code: 'capacity-provider-not-associated',
      facts: {},
    }))
    const isDoubtful = isFargatesOwn(launch)
    return { ...answer, found: answer.found.map((found) => ({ ...found, isDoubtful })) }
  },
  tell: ({ cluster = 'CLUSTER' }) => ({
    message: 'the capacity provider that is asked for is not associated with the cluster',
    fix: [
      {
        title: 'associate it with the cluster',
        text: `aws ecs put-cluster-capacity-providers --cluster ${cluster} --capacity-providers FARGATE FARGATE_SPOT --default-capacity-provider-strategy capacityProvider=FARGATE,weight=1`,
      },
      { title: 'or in the template of the cluster', text: 'CapacityProviders: [FARGATE, FARGATE_SPOT]' },
      { title: 'or use the launch type, which needs no association', text: 'LaunchType: FARGATE' },
    ],
  }),
})

/**
 * RunTask refuses `FARGATE_SPOT` in a cluster without any capacity provider (https://github.com/dask/dask-cloudprovider/issues/328).
 * Templates with a service of that kind are published and tested (`@cfn-modules/fargate-service`): of services it is
 * not sure.
 */
function isFargatesOwn({ request, subject, asked }: EvaluatedLaunch): boolean {
  const cluster: object | undefined = asked?.cluster
  return (
    subject.kind === 'service' &&
    request.launchType === 'FARGATE' &&
    cluster !== undefined &&
    !('capacityProviders' in cluster)
  )
}
