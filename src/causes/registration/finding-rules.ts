import type { FindingRule } from '../own-findings.ts'

const guide = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide'
const reference = 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference'

/** What reports say about the findings that are no root cause of the vocabulary: refusals, and settings at odds. */
export const registrationFindingRules: readonly FindingRule[] = [
  {
    code: 'task-definition-refused',
    summary: 'RegisterTaskDefinition refuses the task definition',
    rationale:
      'ECS looks at a task definition as a whole when it is registered and names the first thing that it does not take. A deployment then ends there, and the next attempt finds the next thing. Here all of them are named at once.',
    source: `${reference}/API_RegisterTaskDefinition.html`,
  },
  {
    code: 'property-refused',
    summary: 'a property does not exist, is of another kind, or is missing',
    rationale:
      'CloudFormation holds the properties of a resource against its schema before it calls any API, and the clients of the API hold a request against its model. A misspelt name is refused there; a tool that drops it deploys something else than was meant.',
    source:
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-template-resource-type-ref.html',
  },
  {
    code: 'service-refused',
    summary: 'CreateService refuses the service, by itself or with its task definition',
    rationale:
      'A service has to fit its task definition, its cluster and its target groups, and each is often written in another place. ECS names the first contradiction, when the others are already made.',
    source: `${reference}/API_CreateService.html`,
  },
  {
    code: 'deployment-cannot-move',
    summary: 'the percents of a deployment leave room neither for one task more nor for one fewer',
    rationale:
      'The least number of healthy tasks is rounded up and the greatest number of tasks down. With few tasks both can come to the desired count: the service comes up, and no later deployment replaces a task.',
    source: `${reference}/API_DeploymentConfiguration.html`,
  },
  {
    code: 'depends-on-never-satisfied',
    summary: 'a container waits for something that cannot come',
    rationale:
      'A container that waits is not started, and without a startTimeout the wait has no end. That a condition can be met at all is looked at only in part when the task definition is registered.',
    source: `${reference}/API_ContainerDependency.html`,
  },
  {
    code: 'health-check-outlasts-grace-period',
    summary: 'the load balancer gives up on a task before its container has had its time to start',
    rationale:
      'The start period of a container says how long its program may take. The checks of a load balancer know nothing of it: without a grace period of the service that is as long, ECS replaces tasks that are still starting.',
    source: `${guide}/load-balancer-healthcheck.html`,
  },
  {
    code: 'deregistration-delay-outlasts-spot-notice',
    summary: 'targets drain for longer than Fargate Spot lets an interrupted task live',
    rationale:
      'An interrupted Spot task is stopped two minutes after its notice. A target that is to drain for longer is cut off together with the requests that it still has.',
    source: `${guide}/fargate-capacity-providers.html`,
  },
  {
    code: 'env-file-syntax',
    summary: 'an env file says to ECS something else than to a shell',
    rationale:
      'ECS splits each line at its first equals sign and takes both sides as they are: quotes, spaces and comments behind a value become part of it, `export` becomes part of the name, and nothing is put in for a variable. Fargate leaves blank values out.',
    source: `${guide}/use-environment-file.html`,
  },
  {
    code: 'subnet-addresses-too-few',
    summary: 'the subnets of a service have fewer addresses left than its tasks need',
    rationale:
      'Every task with the network mode awsvpc takes an address of its subnet, of which AWS keeps five. While a deployment lasts the tasks of both revisions run, up to the greatest number that the service allows: what does not find an address is not started, and is tried again.',
    source: `${guide}/fargate-task-networking.html`,
  },
]
