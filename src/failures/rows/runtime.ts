import { recognised, wording, type FailureEntry } from '../entry.ts'

const runc =
  'CannotStartContainerError: Error response from daemon: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: '

/** Group E of the catalogue: containers that do not start, end, or are ended. */
export const runtime: readonly FailureEntry[] = [
  {
    code: 'essential-container-exited',
    summary: 'an essential container ended, and with it the task',
    stopCode: 'EssentialContainerExited',
    yields: true,
    wordings: [
      wording('S-01', 'Essential container in task exited'),
      ...recognised('S-01', 'Essential container in task'),
    ],
  },
  {
    code: 'out-of-memory',
    summary: 'a container used more memory than its limit and was killed',
    broader: 'container-killed',
    stopCode: 'EssentialContainerExited',
    wordings: [
      wording('S-02', 'OutOfMemoryError: Container killed due to memory usage', { where: 'containerReason' }),
      ...recognised(
        'S-02',
        'OutOfMemoryError',
        'died due to OOM',
        'killed due to memory usage',
        'OOMKilled',
        'Out of memory: Killed process',
        'JavaScript heap out of memory',
        'java.lang.OutOfMemoryError',
      ),
    ],
  },
  {
    code: 'program-not-found',
    summary: 'the program that a container starts is not in the image',
    step: 'container',
    broader: 'container-start-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording('S-03', `${runc}exec: "{program:text}": executable file not found in $PATH: unknown`, {
        where: 'containerReason',
      }),
      wording('S-03', 'exec: "{program:text}": executable file not found in $PATH', { onlyRead: true }),
      ...recognised(
        'S-03',
        'exec: {program:word}: executable file not found',
        'executable file not found in $PATH',
      ),
    ],
  },
  {
    code: 'program-path-not-found',
    summary: 'the path of the program that a container starts does not exist',
    step: 'container',
    broader: 'container-start-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording('S-03', `${runc}exec: "{program:text}": stat {path:text}: no such file or directory: unknown`, {
        where: 'containerReason',
      }),
      wording('S-03', 'exec: "{program:text}": stat {path:text}: no such file or direct', { onlyRead: true }),
      ...recognised(
        'S-03',
        'exec: "{program:text}": stat {path:text}no such file or direct',
        'starting container process caused{:gap}no such file or directory',
        'unable to start container process{:gap}no such file or directory',
        'OCI runtime create failed{:gap}no such file or direct',
        'oci runtime error{:gap}no such file or direct',
        'exec user process caused{:gap}no such file or directory',
      ),
    ],
  },
  {
    code: 'program-not-executable',
    summary: 'the program that a container starts may not be executed',
    step: 'container',
    broader: 'container-start-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording('S-03', `${runc}exec: "{program:text}": permission denied: unknown`, {
        where: 'containerReason',
      }),
      wording('S-03', 'exec: "{program:text}": permission denied', { onlyRead: true }),
      ...recognised(
        'S-03',
        'starting container process caused{:gap}permission denied',
        'unable to start container process{:gap}permission denied',
        'OCI runtime create failed{:gap}permission denied',
      ),
    ],
  },
  {
    code: 'working-directory-missing',
    summary: 'the working directory of a container does not exist',
    step: 'container',
    broader: 'container-start-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'S-03',
        `${runc}chdir to cwd ("{directory:text}") set in config.json failed: no such file or directory: unknown`,
        {
          where: 'containerReason',
          unverified: true,
        },
      ),
      ...recognised('S-03', 'chdir to cwd ("{directory:text}") set in config.json failed'),
    ],
  },
  {
    code: 'container-start-failed',
    summary: 'a container could not be started',
    step: 'container',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording('S-03', 'CannotStartContainerError: {reason:text}', {
        where: 'containerReason',
      }),
      ...recognised('S-03', 'CannotStartContainerError', 'OCI runtime create failed', 'oci runtime error'),
    ],
  },
  {
    code: 'container-start-timed-out',
    summary: 'a container did not start in time',
    step: 'container',
    broader: 'container-start-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'S-10',
        'ContainerRuntimeTimeoutError: Could not transition to running; timed out after waiting 1m: {reason:text}',
        { where: 'containerReason' },
      ),
      ...recognised('S-10', 'ContainerRuntimeTimeoutError'),
    ],
  },
  {
    code: 'exec-format-error',
    summary: 'the program is built for another CPU architecture than the task has',
    step: 'container',
    broader: 'essential-container-exited',
    stopCode: 'EssentialContainerExited',
    wordings: [
      wording('S-16', 'exec {path:text}: exec format error', { where: 'log' }),
      wording('S-16', 'exec user process caused: exec format error', { where: 'log', onlyRead: true }),
      wording('S-16', 'exec user process caused "exec format error"', { where: 'log', onlyRead: true }),
      ...recognised(
        'S-16',
        'exec {path:word}: exec format error',
        'exec format error',
        'cannot execute binary file',
      ),
    ],
  },
  {
    code: 'container-killed',
    summary: 'a container was ended by SIGKILL: after stopTimeout, or for want of memory',
    broader: 'container-exited',
    stopCode: 'EssentialContainerExited',
    wordings: [
      wording('S-17', 'exit code 137', { where: 'exitCode' }),
      wording('S-17', 'Exit code: 137', { where: 'exitCode', onlyRead: true }),
      ...recognised(
        'S-17',
        'exited with code 137',
        'exit code of 137',
        'exitCode": 137',
        'Exit Code 137',
        'exit status 137',
      ),
    ],
  },
  {
    code: 'container-segmentation-fault',
    summary: 'a program ended by accessing memory that is not its own',
    broader: 'container-exited',
    stopCode: 'EssentialContainerExited',
    wordings: [
      wording('S-18', 'exit code 139', { where: 'exitCode' }),
      wording('S-18', 'Exit code: 139', { where: 'exitCode', onlyRead: true }),
      ...recognised('S-18', 'exited with code 139', 'exitCode": 139', 'Segmentation fault'),
    ],
  },
  {
    code: 'health-checks-failed',
    summary: 'the health check of a container failed and its service replaces the task',
    stopCode: 'ServiceSchedulerInitiated',
    wordings: [
      wording('S-19', 'Task failed container health checks'),
      ...recognised('S-19', 'failed container health checks'),
    ],
  },
  {
    code: 'scaled-in',
    summary: 'a deployment or a scaling stopped the task; this is no error',
    stopCode: 'ServiceSchedulerInitiated',
    yields: true,
    wordings: [
      wording('S-22', 'Scaling activity initiated by (deployment {deploymentId:word})'),
      ...recognised('S-22', 'Scaling activity initiated by'),
    ],
  },
  {
    code: 'stopped-by-user',
    summary: 'somebody stopped the task',
    stopCode: 'UserInitiated',
    wordings: [wording('S-23', 'Task stopped by user')],
  },
]
