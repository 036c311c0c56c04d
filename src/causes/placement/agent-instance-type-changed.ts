import { defineCause } from '../cause.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { findUnplaced, instanceTypes } from './unplaced.ts'

/** A container instance came back with another instance type. */
export const agentInstanceTypeChanged = defineCause({
  code: 'agent-instance-type-changed',
  group: 'G',
  summary: 'the instance type was changed after the instance had registered',
  rationale:
    'What an instance has is fixed when it registers. An agent that comes back from a stopped instance with another type presents its old registration, is refused, and ends for good. A container instance is meant to be replaced, not changed.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-versions.html',
  signs: [
    { failure: 'instance-type-changed', share: 98 },
    { words: /Container instance type changes are not supported/i, share: 98 },
    { words: /was previously registered as/i, share: 85 },
    { words: /terminally exit, unable to register container instance/i, share: 45 },
  ],
  settle: [
    {
      what: 'the type that was registered, and the one that it is',
      how: 'aws ecs describe-container-instances --cluster CLUSTER --container-instances INSTANCE --query "containerInstances[].attributes[?name==\'ecs.instance-type\']"',
    },
  ],
  find: (launch) =>
    findUnplaced(launch, {
      launchTypes: instanceTypes,
      open: 'whether the type of a container instance was changed',
    }),
  tell: ({ instance = 'INSTANCE', ...facts }) => ({
    message: keepsFromStarting(
      facts.subject,
      'the type of the container instance was changed, and ECS takes no registration with another',
    ),
    fix: [
      {
        title: 'replace the instance by a new one of the type',
        text: 'aws autoscaling terminate-instance-in-auto-scaling-group --instance-id ID --no-should-decrement-desired-capacity',
      },
      {
        title: 'or forget the old registration and register anew',
        text: `aws ecs deregister-container-instance --cluster CLUSTER --container-instance ${instance} --force\nsudo systemctl stop ecs && sudo rm -rf /var/lib/ecs/data && sudo systemctl start ecs`,
      },
    ],
  }),
})
