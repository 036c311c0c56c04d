import { defineCause } from '../cause.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { findUnplaced, instanceTypes } from './unplaced.ts'

/** The cluster has no container instance. */
export const placementNoInstances = defineCause({
  code: 'placement-no-instances',
  group: 'G',
  summary: 'the cluster has no container instance, and the task needs one',
  rationale:
    'EC2 is the launch type where nothing is said, so a service without a launch type waits for instances that nobody has. An Auto Scaling group with a desired capacity of 0, in other subnets or in another cluster gives the same text; so does a group whose instances never register.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html',
  signs: [
    { failure: 'no-instances', share: 62 },
    { words: /No Container Instances were found in your (?:cluster|capacity provider)/i, share: 62 },
    { words: /EMPTY CAPACITY PROVIDER/i, share: 48 },
    { words: /NO ACTIVE INSTANCES/i, share: 62 },
    { words: /no container instances?\b/i, share: 45 },
  ],
  settle: [
    { what: 'the instances of the cluster', how: 'aws ecs list-container-instances --cluster CLUSTER' },
    {
      what: 'what the Auto Scaling group did',
      how: 'aws autoscaling describe-scaling-activities --auto-scaling-group-name GROUP',
    },
    {
      what: 'the launch type that is meant',
      how: 'aws ecs describe-services --cluster CLUSTER --services SERVICE --query "services[].[launchType,capacityProviderStrategy]"',
    },
  ],
  find: (launch) =>
    findUnplaced(launch, {
      launchTypes: instanceTypes,
      open: 'whether the cluster has container instances, and why not',
    }),
  tell: (facts) => ({
    message: keepsFromStarting(facts.subject, 'the cluster has no container instance to place it on'),
    fix: [
      { title: 'if it should run on Fargate, say so', text: 'LaunchType: FARGATE' },
      {
        title: 'otherwise launch instances that join this cluster',
        text: 'UserData:\n  Fn::Base64: !Sub |\n    #!/bin/bash\n    echo ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config',
      },
      {
        title: 'or give the Auto Scaling group a capacity',
        text: 'aws autoscaling set-desired-capacity --auto-scaling-group-name GROUP --desired-capacity 1',
      },
    ],
  }),
})
