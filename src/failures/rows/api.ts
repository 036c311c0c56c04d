import { recognised, refused, wording, type FailureEntry } from '../entry.ts'

const assume =
  "ECS was unable to assume the role '{roleArn:text}' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role."

/** Group I of the catalogue, with V-17: calls that are refused, and the role of which an event tells as well. */
export const api: readonly FailureEntry[] = [
  {
    code: 'role-not-assumable',
    summary: 'ECS could not assume a role of the task definition',
    step: 'role-assumption',
    wordings: [
      wording('A-21', assume, { where: 'api' }),
      wording('V-17', `(service {service:service}) failed to launch a task with (error ${assume}).`, {
        where: 'event',
      }),
      wording('V-17', `service {service:service} failed to launch a task with (error ${assume})`, {
        where: 'event',
        onlyRead: true,
      }),
      wording('A-21', "ECS was unable to assume the role '{roleArn:text}'", { where: 'api', onlyRead: true }),
      ...recognised(
        'A-21',
        'ECS was unable to assume the role {:gap}{roleArn:arn}',
        'ECS was unable to assume the role',
      ),
    ],
  },
  {
    code: 'network-configuration-missing',
    summary: 'a task definition with network mode awsvpc was started without a network configuration',
    broader: 'api-error',
    wordings: [
      wording('A-20', "Network Configuration must be provided when networkMode 'awsvpc' is specified.", {
        where: 'api',
      }),
      ...recognised('A-20', 'Network Configuration must be provided', 'subnets can not be empty'),
    ],
  },
  {
    code: 'pass-role-denied',
    summary: 'the caller may not pass a role of the task definition to ECS',
    step: 'role-assumption',
    broader: 'access-denied',
    wordings: [
      wording(
        'A-22',
        'User: {principal:word} is not authorized to perform: iam:PassRole on resource: {resource:word} {reason:because}',
        { where: 'api' },
      ),
      ...refused('A-22', 'iam:PassRole'),
      ...recognised('A-22', 'Cross-account pass role is not allowed'),
    ],
  },
  {
    code: 'cluster-not-found',
    summary: 'the cluster does not exist in this Region',
    broader: 'api-error',
    wordings: [
      wording('A-27', 'Cluster not found.', { where: 'api' }),
      ...recognised('A-27', 'ClusterNotFoundException', 'Cluster not found'),
    ],
  },
]
