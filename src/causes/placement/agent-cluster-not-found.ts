import { defineCause } from '../cause.ts'
import { keepsFromStarting } from '../launch-message.ts'
import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { InstancePattern } from '../../launch/registration/asked-launch.ts'
import { isUnknownText } from '../../model/unknown-text.ts'
import { faultOfInstances, type InstanceFault } from './launched-instances.ts'
import { findUnplaced, instanceTypes } from './unplaced.ts'

/** The agent registers with a cluster that does not exist. */
export const agentClusterNotFound = defineCause({
  code: 'agent-cluster-not-found',
  group: 'G',
  summary: 'the agent registers with a cluster that does not exist, or not yet',
  rationale:
    'An agent without `ECS_CLUSTER` asks for a cluster called `default`, and one with it for that very name, in the region of the instance. In a template nothing orders the cluster before the instances unless the user data refers to it, so the first instances can come up too early.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html',
  signs: [
    { words: /^(?=.*\bCluster not found)(?=.*(?:regist|agent|container.?instance))/i, share: 90 },
    { words: /ClientException: Cluster not found/i, share: 80 },
    { words: /\bCluster not found/i, share: 60 },
    { words: /ClusterNotFoundException/i, share: 50 },
    { words: /No Container Instances were found in your (?:cluster|capacity provider)/i, share: 6 },
  ],
  settle: [
    { what: 'the cluster that the agent asks for', how: 'cat /etc/ecs/ecs.config' },
    { what: 'the clusters of the region', how: 'aws ecs list-clusters --region REGION' },
  ],
  find: (launch) => {
    const found = faultOfInstances(launch, (pattern) => joinsAnother(launch, pattern))
    if (found.length > 0) return { found, open: [] }
    return findUnplaced(launch, {
      launchTypes: instanceTypes,
      open: 'the cluster that the agents of the instances are told to join',
    })
  },
  tell: ({ cluster = 'CLUSTER', joined, ...facts }) => ({
    message: keepsFromStarting(
      facts.subject,
      joined === undefined
        ? 'the agent registers with a cluster that does not exist in its region'
        : `the container instances are told to join cluster ${joined}, and the service runs in ${cluster}`,
    ),
    fix: [
      {
        title: 'refer to the cluster in the user data: that also makes it first',
        text: 'UserData:\n  Fn::Base64: !Sub |\n    #!/bin/bash\n    echo ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config',
      },
      {
        title: 'on an instance that runs, correct the name and start the agent again',
        text: `echo ECS_CLUSTER=${cluster} | sudo tee /etc/ecs/ecs.config && sudo rm -rf /var/lib/ecs/data && sudo systemctl restart ecs`,
      },
      { title: 'or make the cluster', text: `aws ecs create-cluster --cluster-name ${cluster}` },
    ],
  }),
})

/** User data that names another cluster than the one that the service runs in. */
function joinsAnother(
  { asked }: EvaluatedLaunch,
  { name, joins }: InstancePattern,
): InstanceFault | undefined {
  const { clusterName } = asked?.capacity ?? {}
  if (joins === undefined || clusterName === undefined || joins.cluster === clusterName) return undefined
  const { cluster, source } = joins
  // An image may have settings of its own.
  if (cluster === '' || isUnknownText(cluster) || isUnknownText(clusterName)) return undefined
  const fact = `the user data of ${name} makes agents join ${cluster}, and the service runs in ${clusterName}`
  return { why: [{ fact, source }], place: source, facts: { joined: cluster, cluster: clusterName } }
}
