import { recognised, wording, type FailureEntry } from '../entry.ts'

const graph = 'CannotStartContainerError: dependency graph: '

/** Rows E-13 to E-16: containers that wait for others. Fargate's own texts are not known; these are the EC2 agent's. */
export const dependencies: readonly FailureEntry[] = [
  {
    code: 'dependencies-unresolvable',
    summary: 'containers wait for one another in a circle or on a condition that cannot come true',
    step: 'container',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording('E-13', 'Task dependencies cannot be resolved, taskArn: {taskArn:arn}'),
      ...recognised('E-13', 'Task dependencies cannot be resolved'),
    ],
  },
  {
    code: 'dependency-timed-out',
    summary: 'a container that another waits for did not come to its condition in time',
    step: 'container',
    broader: 'container-start-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'E-14',
        `${graph}container ordering dependency [{dependency:bracketed}] for target [{target:bracketed}] has timed out.`,
        { where: 'containerReason' },
      ),
      ...recognised('E-14', 'dependency graph: {:gap}has timed out'),
    ],
  },
  {
    code: 'dependency-not-successful',
    summary: 'a container that another waits for ended with an error',
    step: 'container',
    broader: 'container-start-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'E-15',
        `${graph}failed to resolve container ordering dependency [{dependency:bracketed}] for target [{target:bracketed}] as dependency did not exit successfully.`,
        { where: 'containerReason' },
      ),
      ...recognised(
        'E-15',
        'dependency graph: {:gap}as dependency did not exit successfully',
        'as dependency did not exit successfully',
      ),
    ],
  },
  {
    code: 'dependency-never-starts',
    summary: 'a container that another waits for will never start',
    step: 'container',
    broader: 'container-start-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'E-16',
        `${graph}failed to resolve container ordering dependency [{dependency:bracketed}] for target [{target:bracketed}] because dependency will never start`,
        { where: 'containerReason' },
      ),
      ...recognised(
        'E-16',
        'dependency graph: {:gap}because dependency will never start',
        'because dependency will never start',
      ),
    ],
  },
  {
    code: 'dependency-does-not-exist',
    summary: 'a container waits for one that is not in the task',
    step: 'container',
    broader: 'container-start-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'E-16',
        `${graph}container ordering dependency [{dependency:bracketed}] for target [{target:bracketed}] does not exist.`,
        { where: 'containerReason' },
      ),
    ],
  },
]
