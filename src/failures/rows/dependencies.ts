import { wording, type FailureEntry } from '../entry.ts'

const graph = 'CannotStartContainerError: dependency graph: '

/** Rows E-13 to E-16: containers that wait for others. Fargate's own texts are not known; these are the EC2 agent's. */
export const dependencies: readonly FailureEntry[] = [
  {
    code: 'dependencies-unresolvable',
    stopCode: 'TaskFailedToStart',
    wordings: [wording('E-13', 'Task dependencies cannot be resolved, taskArn: {taskArn:arn}')],
  },
  {
    code: 'dependency-timed-out',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'E-14',
        `${graph}container ordering dependency [{dependency:bracketed}] for target [{target:bracketed}] has timed out.`,
        { where: 'containerReason' },
      ),
    ],
  },
  {
    code: 'dependency-not-successful',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'E-15',
        `${graph}failed to resolve container ordering dependency [{dependency:bracketed}] for target [{target:bracketed}] as dependency did not exit successfully.`,
        { where: 'containerReason' },
      ),
    ],
  },
  {
    code: 'dependency-never-starts',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'E-16',
        `${graph}failed to resolve container ordering dependency [{dependency:bracketed}] for target [{target:bracketed}] because dependency will never start`,
        { where: 'containerReason' },
      ),
    ],
  },
  {
    code: 'dependency-does-not-exist',
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
