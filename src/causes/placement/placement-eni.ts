import { defineCause } from '../cause.ts'
import { definitionFact } from '../definition-fact.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { findUnplaced, instanceTypes } from './unplaced.ts'

/** No container instance has an interface left for the task. */
export const placementEni = defineCause({
  code: 'placement-eni',
  group: 'G',
  summary: 'no container instance can attach another network interface',
  rationale:
    'In awsvpc mode each task takes an interface of its own, and an instance type can attach only a few, one of which is the own of the instance: a t3.medium has room for two tasks however small they are. ENI trunking raises the number on the types that have it, for instances that were launched after it was switched on.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html',
  signs: [
    { failure: 'interfaces-exhausted', share: 97 },
    { failure: 'device-index-unavailable', share: 85 },
    { words: /RESOURCE:ENI\b/, share: 97 },
    { words: /Unable to attach network interface to unused device index/i, share: 85 },
    {
      words:
        /AttachmentLimitExceeded|(?:no|not enough) (?:free |available )?(?:ENIs?|(?:elastic )?network interfaces?)\b/i,
      share: 75,
    },
  ],
  settle: [
    {
      what: 'how many interfaces the instance type can attach',
      how: 'aws ec2 describe-instance-types --instance-types TYPE --query "InstanceTypes[].NetworkInfo.MaximumNetworkInterfaces"',
    },
    {
      what: 'whether ENI trunking is on',
      how: 'aws ecs list-account-settings --name awsvpcTrunking --effective-settings',
    },
  ],
  find: (launch) =>
    findUnplaced(launch, {
      launchTypes: instanceTypes,
      immune: ({ request }) =>
        request.definition.networkMode === 'awsvpc'
          ? undefined
          : definitionFact(
              launch,
              `the network mode is ${request.definition.networkMode ?? 'bridge'}: the task takes no interface`,
            ),
      said: /RESOURCE:ENI\b|Unable to attach network interface to unused device index/,
      open: 'how many interfaces the container instances can still attach',
    }),
  tell: (facts) => ({
    message: keepsFromStarting(facts.subject, 'no container instance can attach another network interface'),
    fix: [
      {
        title: 'switch ENI trunking on, then replace the instances',
        text: 'aws ecs put-account-setting-default --name awsvpcTrunking --value enabled',
      },
      { title: 'or use bridge mode with dynamic host ports', text: 'NetworkMode: bridge' },
      {
        title: 'or add instances',
        text: 'aws autoscaling set-desired-capacity --auto-scaling-group-name GROUP --desired-capacity 3',
      },
    ],
  }),
})
