import { wording, type FailureEntry } from '../entry.ts'

const assume =
  "ECS was unable to assume the role '{roleArn:text}' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role."

/** Group I of the catalogue, with V-17: calls that are refused, and the role of which an event tells as well. */
export const api: readonly FailureEntry[] = [
  {
    code: 'role-not-assumable',
    wordings: [
      wording('A-21', assume, { where: 'api' }),
      wording('V-17', `(service {service:text}) failed to launch a task with (error ${assume}).`, {
        where: 'event',
      }),
      wording('V-17', `service {service:text} failed to launch a task with (error ${assume})`, {
        where: 'event',
        onlyRead: true,
      }),
      wording('A-21', "ECS was unable to assume the role '{roleArn:text}'", { where: 'api', onlyRead: true }),
    ],
  },
  {
    code: 'network-configuration-missing',
    wordings: [
      wording('A-20', "Network Configuration must be provided when networkMode 'awsvpc' is specified.", {
        where: 'api',
      }),
    ],
  },
  {
    code: 'pass-role-denied',
    wordings: [
      wording(
        'A-22',
        'User: {principal:word} is not authorized to perform: iam:PassRole on resource: {resource:word} {reason:because}',
        { where: 'api' },
      ),
    ],
  },
  { code: 'cluster-not-found', wordings: [wording('A-27', 'Cluster not found.', { where: 'api' })] },
]
