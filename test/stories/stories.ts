import type { PrintedFix, ProjectFiles, Story } from './story.ts'
import {
  account,
  parameterDenied,
  region,
  registrySilent,
  roleNotAssumed,
  secretDenied,
  secretRefused,
  secretUnusable,
} from './texts.ts'

const registry = `${account}.dkr.ecr.${region}.amazonaws.com/jobsynchub`
const email = `arn:aws:secretsmanager:${region}:${account}:secret:jobsynchub/email`
const role = ['Resources', 'ExecutionRole', 'Properties']
const statement = [...role, 'Policies', 0, 'PolicyDocument', 'Statement', 0]
const task = ['Resources', 'Task', 'Properties']
const container = [...task, 'ContainerDefinitions', 0]

type Apply = Story['apply']

/** Pastes what the fix prints over what stands there. */
function put(path: readonly (string | number)[]): Apply {
  return ({ template }, { text }) => template.put(path, text)
}

function addResource(name: string): Apply {
  return ({ template }, { text }) => template.addResource(name, text)
}

const addStatement: Apply = ({ template }, { text }) => template.addStatements('ExecutionRole', text)

/** Does to `seatrial.yaml` what a command of the fix does to the registry. */
function inSettings(change: (settings: string, text: string) => string): Apply {
  return (files: ProjectFiles, { text }: PrintedFix) => {
    const changed = change(files.settings, text)
    if (changed === files.settings) throw new Error(`nothing to change for: ${text}`)
    files.settings = changed
  }
}

const notification = { service: 'notification', runtime: 'simulated' } as const
const program = { service: 'notification', runtime: 'process' } as const
const stopCode = 'TaskFailedToStart'
const exited = { stopCode: 'EssentialContainerExited', stoppedReason: 'Essential container in task exited' }

/** The projects below `examples/jobsynchub/broken` whose service does not come up. */
export const stories: readonly Story[] = [
  {
    ...notification,
    folder: 'parameter-on-task-role',
    symptom: { stopCode, stoppedReason: parameterDenied },
    cause: 'exec-role-missing-ssm-permission',
    evidence: [
      'notification-task-role allows it',
      'it is the task role: containers use it, not the launcher',
    ],
    fix: 0,
    apply: addStatement,
  },
  {
    ...notification,
    folder: 'parameter-policy-for-another-path',
    symptom: { stopCode, stoppedReason: parameterDenied },
    cause: 'exec-role-missing-ssm-permission',
    evidence: [
      `ecs-exec-policy allows it on arn:aws:ssm:${region}:${account}:parameter/9900/*`,
      'it covers …:parameter/9900/*, the task needs …:parameter/JobSyncHub/email/AWS_SES_SENDER',
    ],
    fix: 0,
    apply: put(statement),
  },
  {
    ...notification,
    folder: 'misspelt-action-in-policy',
    symptom: { stopCode, stoppedReason: parameterDenied },
    cause: 'exec-role-missing-ssm-permission',
    evidence: ['ecs-exec-policy allows ssm:GetParametes, which is no action; ssm:GetParameters is'],
    fix: 0,
    apply: put(statement),
  },
  {
    ...notification,
    folder: 'private-subnet-without-a-route',
    symptom: { stopCode, stoppedReason: registrySilent('{public}') },
    cause: 'no-route-to-aws-api',
    evidence: [`has no route to api.ecr.${region}.amazonaws.com`],
    fix: 0,
    apply: addResource('PrivateDefaultRoute'),
  },
  {
    ...notification,
    folder: 'security-group-without-egress-443',
    symptom: { stopCode, stoppedReason: registrySilent('{public}') },
    cause: 'task-sg-egress-blocked',
    evidence: ['it allows tcp 5432 to 10.0.0.0/16'],
    fix: 1,
    apply: addResource('TaskEgress'),
  },
  {
    ...notification,
    folder: 'endpoint-security-group-closed',
    symptom: { stopCode, stoppedReason: registrySilent('{private}') },
    cause: 'vpc-endpoint-sg-blocks-443',
    evidence: ['the VPC endpoint for ecr.api does not admit the task on port 443', 'it allows nothing'],
    fix: 1,
    apply: addResource('EndpointIngress'),
  },
  {
    ...notification,
    folder: 'endpoint-private-dns-off',
    symptom: { stopCode, stoppedReason: registrySilent('{public}') },
    cause: 'vpc-endpoint-private-dns-off',
    evidence: ['exists, but its private DNS is off'],
    fix: 1,
    apply: put(['Resources', 'RegistryApiEndpoint', 'Properties']),
  },
  {
    ...notification,
    folder: 'log-group-missing',
    symptom: {
      stopCode,
      stoppedReason:
        'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist.',
    },
    cause: 'log-group-missing',
    evidence: [`there is no log group /jobsynchub/notification in ${region}`],
    fix: 0,
    apply: addResource('Logs'),
  },
  {
    ...notification,
    folder: 'log-endpoint-missing',
    symptom: {
      stopCode,
      stoppedReason:
        'ResourceInitializationError: failed to validate logger args: The task cannot find the Amazon CloudWatch log group defined in the task definition. There is a connection issue between the task and Amazon CloudWatch. Check your network configuration. : signal: killed',
    },
    cause: 'no-route-to-aws-api',
    evidence: [`has no route to logs.${region}.amazonaws.com`],
    fix: 1,
    apply: addResource('LogsEndpoint'),
  },
  {
    ...notification,
    folder: 'secret-arn-without-suffix',
    symptom: { stopCode, stoppedReason: secretDenied(email) },
    cause: 'secret-arn-partial',
    evidence: ['the six random characters at its end are missing', `valueFrom says ${email}`],
    fix: 0,
    apply: put(container),
  },
  {
    ...notification,
    folder: 'secret-json-key-missing',
    symptom: {
      stopCode,
      stoppedReason: secretUnusable(
        'retrieved secret from Secrets Manager did not contain json key AWS_SES_SENDERS',
      ),
    },
    cause: 'secret-json-key-missing',
    evidence: ['its keys are AWS_SES_SENDER'],
    fix: 0,
    apply: put(container),
  },
  {
    ...notification,
    folder: 'secret-not-json',
    symptom: {
      stopCode,
      stoppedReason: secretUnusable("invalid character 'o' in literal null (expecting 'u')"),
    },
    cause: 'secret-value-not-json',
    evidence: ['is not a JSON object'],
    fix: 1,
    apply: put(container),
  },
  {
    ...notification,
    folder: 'secret-in-another-region',
    symptom: {
      stopCode,
      stoppedReason: secretRefused(
        `arn:aws:secretsmanager:us-east-1:${account}:secret:jobsynchub/email-Ab1Cd2`,
        "ResourceNotFoundException: Secrets Manager can't find the specified secret.",
      ),
    },
    cause: 'secret-not-found',
    evidence: [`does not exist in us-east-1; there is one of that name in ${region}`],
    fix: 0,
    apply: put(container),
  },
  {
    ...notification,
    folder: 'kms-key-not-allowed',
    symptom: {
      stopCode,
      stoppedReason: secretRefused(
        `${email}-{suffix}`,
        'api error AccessDeniedException: Access to KMS is not allowed',
      ),
    },
    cause: 'exec-role-missing-kms-decrypt',
    evidence: [`allows kms:Decrypt on arn:aws:kms:${region}:${account}:key/`],
    fix: 0,
    apply: addStatement,
  },
  {
    ...notification,
    folder: 'role-trusts-ecs-not-ecs-tasks',
    symptom: { event: roleNotAssumed },
    cause: 'task-role-trust-policy',
    evidence: ['its trust policy names ecs.amazonaws.com'],
    fix: 0,
    apply: put(role),
  },
  {
    ...notification,
    folder: 'role-that-does-not-exist',
    symptom: { event: roleNotAssumed },
    cause: 'role-does-not-exist',
    evidence: [`arn:aws:iam::${account}:role/ecsTaskExecutionRole does not exist`],
    fix: 1,
    apply: addResource('ExecutionRole'),
  },
  {
    ...program,
    folder: 'image-missing',
    symptom: {
      stopCode,
      stoppedReason: `CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref ${registry}/notification:1.1: not found`,
    },
    cause: 'image-not-found',
    evidence: [`${registry}/notification:1.1 does not exist`],
    fix: 0,
    apply: inSettings((settings, text) =>
      settings.replace('*/jobsynchub/notification:1.0', /^docker push (\S+)$/.exec(text)?.[1] ?? ''),
    ),
  },
  {
    ...program,
    folder: 'image-for-another-architecture',
    symptom: {
      stopCode,
      stoppedReason:
        "CannotPullContainerError: pull image manifest has been retried 1 time(s): image Manifest does not contain descriptor matching platform 'linux/amd64'",
    },
    cause: 'image-arch-mismatch',
    evidence: ['is built for linux/arm64; the task runs on linux/amd64'],
    fix: 0,
    apply: inSettings((settings, text) =>
      settings.replace('linux/arm64', / --platform (\S+) /.exec(text)?.[1] ?? ''),
    ),
  },
  {
    ...program,
    folder: 'exec-format-error',
    symptom: {
      ...exited,
      container: { name: 'notification', exitCode: 1 },
      log: 'exec /usr/bin/env: exec format error',
    },
    cause: 'image-arch-mismatch',
    evidence: ['is built for linux/arm64; the task runs on linux/amd64'],
    fix: 1,
    apply: put(task),
  },
  {
    ...program,
    folder: 'command-in-one-string',
    symptom: {
      stopCode,
      container: {
        name: 'notification',
        reason:
          'CannotStartContainerError: Error response from daemon: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "node server.mjs": executable file not found in $PATH: unknown',
      },
    },
    cause: 'command-single-string',
    evidence: ['container notification executes `node server.mjs`'],
    fix: 0,
    apply: put(container),
  },
  {
    ...program,
    folder: 'setting-not-given',
    symptom: {
      ...exited,
      container: { name: 'notification', exitCode: 1 },
      log: 'AWS_SES_SENDER is not set',
    },
    cause: 'app-config-missing',
    evidence: ['container notification wrote: AWS_SES_SENDER is not set'],
    fix: 0,
    apply: ({ template }, { text }) =>
      template.put(container, text.replace('Value: VALUE', 'Value: no-reply@jobsynchub.example')),
  },
  {
    ...program,
    service: 'archive',
    folder: 'container-memory-too-small',
    symptom: {
      ...exited,
      container: {
        name: 'archive',
        exitCode: 137,
        reason: 'OutOfMemoryError: Container killed due to memory usage',
      },
    },
    cause: 'oom-killed',
    evidence: ['it used more memory than 32 MiB'],
    fix: 0,
    apply: put(task),
  },
  {
    ...program,
    folder: 'health-check-without-curl',
    symptom: {
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: 'Task failed container health checks',
      event: '(service notification) (task {task}) failed container health checks.',
    },
    cause: 'container-health-check-tool-missing',
    evidence: ['curl: not found'],
    fix: 0,
    apply: put(container),
  },
  {
    ...program,
    service: 'api-gateway',
    folder: 'dependency-never-healthy',
    symptom: {
      stopCode,
      container: {
        name: 'api-gateway',
        exitCode: 143,
        reason: `CannotStartContainerError: dependency graph: container ordering dependency [sessions(${registry}/sessions:1.0) (RUNNING->RUNNING)] for target [api-gateway(${registry}/api-gateway:1.0) (PULLED->RUNNING)] has timed out.`,
      },
    },
    cause: 'container-health-check-tool-missing',
    evidence: ['the health check of container `sessions`', 'wget: not found'],
    fix: 0,
    apply: put([...task, 'ContainerDefinitions', 1]),
  },
]
