import { defineCause } from '../cause.ts'
import { keepsFromStarting } from '../launch-message.ts'
import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { InstancePattern } from '../../launch/registration/asked-launch.ts'
import { faultOfInstances, type InstanceFault } from './launched-instances.ts'
import { findUnplaced, instanceTypes } from './unplaced.ts'

/** Instances run, and their agents never registered with the cluster. */
export const agentNotRegistered = defineCause({
  code: 'agent-not-registered',
  group: 'G',
  summary: 'an instance runs, but its agent has not registered with the cluster',
  rationale:
    'An instance becomes a container instance when its agent starts, knows the cluster, has credentials and reaches ECS. User data that fails before it writes `/etc/ecs/ecs.config`, an AMI without the agent, or user data that waits for the `ecs` service (which itself waits for the user data to end) leaves an instance that runs and belongs to nothing.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_container_instance.html',
  signs: [
    { words: /EMPTY CAPACITY PROVIDER/i, share: 42 },
    { words: /No Container Instances were found in your (?:cluster|capacity provider)/i, share: 18 },
    {
      words:
        /\b(?:0|no|zero) (?:registered )?(?:container )?instances? (?:are |is )?(?:registered|in the cluster|appear)/i,
      share: 60,
    },
    { words: /registered ?container ?instances(?:count)?["']?\W{1,4}0\b/i, share: 62 },
    {
      words:
        /instances?\b.{0,60}\b(?:not|never|n't|doesn't|don't)\b.{0,20}\b(?:register|registered|join|joined|joining|registering|show|appear)/i,
      share: 50,
    },
    { words: /\becs(?:\.service)?\b.{0,200}\b(?:inactive|dead)\b/i, share: 65 },
    {
      words: /systemctl (?:start|enable|restart) .{0,20}\becs\b.{0,80}\b(?:hang|stuck|block|never)/i,
      share: 65,
    },
    { words: /Timed out waiting for Amazon ECS Agent to start/i, share: 45 },
    {
      words:
        /\binstances?\b.{0,60}\b(?:not|never|n't|didn't)\b.{0,24}\b(?:added|connect\w{0,3}|attach\w{0,3}|part|visible|listed|appear\w{0,3}|regist\w{1,5}|join\w{0,3})\b.{0,40}\bcluster\b/i,
      share: 64,
    },
    { words: /Initialize-ECSAgent|\buser[- ]?data\b.{0,300}\b(?:ECS_CLUSTER|ecs\.config)/i, share: 46 },
  ],
  settle: [
    { what: 'whether the agent runs on the instance', how: 'systemctl status ecs; cat /etc/ecs/ecs.config' },
    { what: 'how the user data ended', how: 'sudo tail -n 100 /var/log/cloud-init-output.log' },
    { what: 'what the agent says', how: 'sudo tail -n 100 /var/log/ecs/ecs-agent.log' },
  ],
  find: (launch) => {
    const found = faultOfInstances(launch, (pattern) => joinsNothing(launch, pattern))
    if (found.length > 0) return { found, open: [] }
    return findUnplaced(launch, {
      launchTypes: instanceTypes,
      open: 'whether instances run that are not in the cluster',
    })
  },
  tell: (facts) => ({
    message: keepsFromStarting(facts.subject, 'instances run, but none has registered with the cluster'),
    fix: [
      {
        title: 'name the cluster in the user data, before anything that can fail',
        text: '#!/bin/bash\necho ECS_CLUSTER=CLUSTER >> /etc/ecs/ecs.config',
      },
      {
        title: 'do not wait for the ecs service in user data; start it without blocking',
        text: 'systemctl enable --now --no-block ecs.service',
      },
      {
        title: 'use an AMI that has the agent',
        text: 'ImageId: "{{resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id}}"',
      },
    ],
  }),
})

/** User data that speaks of no cluster: the agent asks for one called default, unless its image says otherwise. */
function joinsNothing(
  { asked }: EvaluatedLaunch,
  { name, joins }: InstancePattern,
): InstanceFault | undefined {
  const { clusterName } = asked?.capacity ?? {}
  if (joins?.cluster !== '' || clusterName === undefined || clusterName === 'default') return undefined
  const fact = `the user data of ${name} names no cluster, and an agent that is told none joins default`
  return { why: [{ fact, source: joins.source }], place: joins.source, facts: { cluster: clusterName } }
}
