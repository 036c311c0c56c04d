import { wording, type FailureEntry } from '../entry.ts'

const runc =
  'CannotStartContainerError: Error response from daemon: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: '

/** Group E of the catalogue: containers that do not start, end, or are ended. */
export const runtime: readonly FailureEntry[] = [
  {
    code: 'essential-container-exited',
    stopCode: 'EssentialContainerExited',
    wordings: [wording('S-01', 'Essential container in task exited')],
  },
  {
    code: 'out-of-memory',
    stopCode: 'EssentialContainerExited',
    wordings: [
      wording('S-02', 'OutOfMemoryError: Container killed due to memory usage', { where: 'containerReason' }),
    ],
  },
  {
    code: 'program-not-found',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording('S-03', `${runc}exec: "{program:text}": executable file not found in $PATH: unknown`, {
        where: 'containerReason',
      }),
      wording('S-03', 'exec: "{program:text}": executable file not found in $PATH', { onlyRead: true }),
    ],
  },
  {
    code: 'program-path-not-found',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording('S-03', `${runc}exec: "{program:text}": stat {path:text}: no such file or directory: unknown`, {
        where: 'containerReason',
      }),
      wording('S-03', 'exec: "{program:text}": stat {path:text}: no such file or direct', { onlyRead: true }),
    ],
  },
  {
    code: 'program-not-executable',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording('S-03', `${runc}exec: "{program:text}": permission denied: unknown`, {
        where: 'containerReason',
      }),
      wording('S-03', 'exec: "{program:text}": permission denied', { onlyRead: true }),
    ],
  },
  {
    code: 'working-directory-missing',
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
    ],
  },
  {
    code: 'container-start-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording('S-03', 'CannotStartContainerError: {reason:text}', {
        where: 'containerReason',
        wraps: 'reason',
      }),
    ],
  },
  {
    code: 'container-start-timed-out',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'S-10',
        'ContainerRuntimeTimeoutError: Could not transition to running; timed out after waiting 1m: {reason:text}',
        { where: 'containerReason' },
      ),
    ],
  },
  {
    code: 'exec-format-error',
    stopCode: 'EssentialContainerExited',
    wordings: [
      wording('S-16', 'exec {path:text}: exec format error', { where: 'log' }),
      wording('S-16', 'exec user process caused: exec format error', { where: 'log', onlyRead: true }),
      wording('S-16', 'exec user process caused "exec format error"', { where: 'log', onlyRead: true }),
    ],
  },
  {
    code: 'container-killed',
    stopCode: 'EssentialContainerExited',
    wordings: [
      wording('S-17', 'exit code 137', { where: 'exitCode' }),
      wording('S-17', 'Exit code: 137', { where: 'exitCode', onlyRead: true }),
    ],
  },
  {
    code: 'container-segmentation-fault',
    stopCode: 'EssentialContainerExited',
    wordings: [
      wording('S-18', 'exit code 139', { where: 'exitCode' }),
      wording('S-18', 'Exit code: 139', { where: 'exitCode', onlyRead: true }),
    ],
  },
  {
    code: 'health-checks-failed',
    stopCode: 'ServiceSchedulerInitiated',
    wordings: [wording('S-19', 'Task failed container health checks')],
  },
  {
    code: 'scaled-in',
    stopCode: 'ServiceSchedulerInitiated',
    wordings: [wording('S-22', 'Scaling activity initiated by (deployment {deploymentId:word})')],
  },
  {
    code: 'stopped-by-user',
    stopCode: 'UserInitiated',
    wordings: [wording('S-23', 'Task stopped by user')],
  },
]
