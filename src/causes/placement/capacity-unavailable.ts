import { defineCause } from '../cause.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { findUnplaced } from './unplaced.ts'

/** Fargate has no room at the moment. */
export const capacityUnavailable = defineCause({
  code: 'capacity-unavailable',
  group: 'G',
  summary: 'Fargate has no capacity for the task at the moment',
  rationale:
    'Capacity is a matter of one availability zone, one architecture and one size at one time. A service with subnets in a single zone has nowhere else to go, and Spot is the first to run out. The same text comes from a fault on the side of AWS: a small task in another cluster then fails as well.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html',
  signs: [
    { failure: 'capacity-unavailable', share: 97 },
    { failure: 'spot-interrupted', share: 75 },
    { failure: 'placement-internal-error', share: 40 },
    { words: /Capacity is unavailable at this time/i, share: 97 },
    { words: /RESOURCE:FARGATE\b/, share: 85 },
    { words: /InsufficientInstanceCapacity|insufficient capacity/i, share: 65 },
    { words: /Your Spot Task was interrupted|SpotInterruption/i, share: 75 },
    { words: /unable to place a task\. Reason: Internal error/i, share: 40 },
    {
      words:
        /\bno (?:more )?(?:unused|spare|available|remaining|free) capacity\b|\bcapacity (?:is |was )?(?:not available|unavailable)|\bHost EC2\b.{0,30}\bterminated|\bspot\b.{0,60}\b(?:interrupt\w{0,4}|reclaim\w{0,3}|terminat\w{1,4}|unavailable)|\b(?:interrupt\w{0,4}|reclaim\w{0,3}|terminat\w{1,4})\b.{0,40}\bspot\b/i,
      share: 60,
    },
  ],
  settle: [
    {
      what: 'the availability zones of the subnets, and whether Spot is asked for',
      how: 'aws ec2 describe-subnets --subnet-ids SUBNET --query "Subnets[].AvailabilityZone"',
    },
    {
      what: 'whether a small task of another cluster starts',
      how: 'aws ecs run-task --cluster OTHER --launch-type FARGATE --task-definition SMALL --network-configuration …',
    },
  ],
  find: (launch) =>
    findUnplaced(launch, {
      launchTypes: ['FARGATE'],
      said: /Capacity is unavailable at this time|RESOURCE:FARGATE\b/,
      open: 'whether Fargate has capacity in the zones of the subnets',
    }),
  tell: (facts) => ({
    message: keepsFromStarting(facts.subject, 'Fargate has no capacity for it at the moment'),
    fix: [
      {
        title: 'offer subnets in several availability zones',
        text: 'NetworkConfiguration:\n  AwsvpcConfiguration:\n    Subnets: [!Ref SubnetA, !Ref SubnetB, !Ref SubnetC]',
      },
      {
        title: 'keep a base of On-Demand beside Spot',
        text: 'CapacityProviderStrategy:\n  - {CapacityProvider: FARGATE, Base: 1, Weight: 1}\n  - {CapacityProvider: FARGATE_SPOT, Weight: 1}',
      },
      {
        title: 'or try again later',
        text: 'aws ecs update-service --cluster CLUSTER --service SERVICE --force-new-deployment',
      },
    ],
  }),
})
