import { recognised, refused, wording, type FailureEntry } from '../entry.ts'

const api = { where: 'api', unverified: true } as const
const log = { where: 'log', unverified: true } as const

/** Messages of ECS Exec, of the agent of an instance, and of the credentials that containers get. */
export const execAndAgent: readonly FailureEntry[] = [
  {
    code: 'exec-not-enabled',
    summary: 'the task was started without ECS Exec',
    wordings: [
      wording(
        '-',
        "The execute command failed because execute command was not enabled when the task was run or the execute command agent isn't running. Wait and try again or run a new task with execute command enabled and try again.",
        api,
      ),
      ...recognised('-', 'execute command was not enabled', "execute command agent isn't running"),
    ],
  },
  {
    code: 'exec-target-not-connected',
    summary: 'the agent of ECS Exec in the task is not connected',
    wordings: [
      wording('-', 'The execute command failed due to an internal error. Try again later.', api),
      ...recognised('-', 'TargetNotConnectedException', 'The execute command failed', '(TargetNotConnected)'),
      wording(
        '-',
        'An error occurred (TargetNotConnectedException) when calling the {operation:word} operation',
        { ...api, onlyRead: true },
      ),
    ],
  },
  {
    code: 'exec-channel-denied',
    summary: 'the task role may not open the channels of ECS Exec',
    broader: 'access-denied',
    wordings: [
      wording(
        '-',
        'AccessDeniedException: User: {principal:word} is not authorized to perform: ssmmessages:CreateControlChannel on resource: {resource:word} {reason:because}',
        log,
      ),
      ...refused('-', 'ssmmessages:CreateControlChannel'),
      ...refused('-', 'ssmmessages:{operation:word}').slice(0, 2),
      ...recognised(
        '-',
        'ssmmessages:CreateControlChannel',
        'not authorized to perform: ssmmessages:',
        'CreateControlChannel{:gap}AccessDenied',
      ),
    ],
  },
  {
    code: 'exec-plugin-missing',
    summary: 'the Session Manager plugin is not installed where the command was given',
    wordings: [
      wording(
        '-',
        'SessionManagerPlugin is not found. Please refer to SessionManager Documentation here: {url:word}',
        api,
      ),
      ...recognised('-', 'SessionManagerPlugin is not found'),
    ],
  },
  {
    code: 'instance-type-changed',
    summary: 'the type of an instance was changed after it registered',
    wordings: [
      wording(
        '-',
        'Container instance type changes are not supported. Container instance {instanceId:word} was previously registered as {instanceType:word}.',
        api,
      ),
      ...recognised('-', 'Container instance type changes are not supported'),
    ],
  },
  {
    code: 'agent-ended',
    summary: 'the agent of an instance ended',
    wordings: [
      wording('-', 'Agent exited with code {exitCode:integer}', log),
      ...recognised(
        '-',
        'Agent will terminally exit',
        'ecs-agent exited',
        'Could not start Agent',
        'ecs.service: Failed',
      ),
    ],
  },
  {
    code: 'instance-registration-failed',
    summary: 'an instance could not register with its cluster',
    broader: 'agent-ended',
    wordings: [
      wording('-', 'Could not register: {reason:text}', log),
      ...recognised(
        '-',
        'Unable to register as a container instance with ECS',
        'unable to register container instance',
        'Error registering container instance',
        'not authorized to perform: ecs:RegisterContainerInstance',
      ),
    ],
  },
  {
    code: 'credentials-unavailable',
    summary: 'a program in a container got no credentials of the task role',
    wordings: [
      wording(
        '-',
        'CredentialRetrievalError: Error when retrieving credentials from container-role: {reason:text}',
        log,
      ),
      ...recognised(
        '-',
        'retrieving credentials from container-role',
        'CredentialRetrievalError',
        'CredentialsV2Request: Credentials not found',
        'CredentialsV2Request',
        'Credentials uninitialized for ID',
        'Unable to locate credentials',
        'Could not load credentials from any providers',
        'CredentialsProviderError',
        'NoCredentialProviders',
        'Unable to load credentials from any of the providers',
        'Unable to load AWS credentials',
        '169.254.170.2{:gap}{:network}',
        'failed to refresh cached credentials',
      ),
    ],
  },
  {
    code: 'task-metadata-refused',
    summary: 'the metadata endpoint of a task refused a request',
    wordings: [
      wording('-', 'V4 container metadata handler: {reason:text}', log),
      ...recognised('-', 'container metadata handler: ', 'task metadata handler: '),
    ],
  },
  {
    code: 'instance-metadata-unavailable',
    summary: 'a program asks for the metadata of an instance, which Fargate has not',
    wordings: [
      wording('-', 'EC2MetadataRequestError: {reason:text}', log),
      ...recognised(
        '-',
        'EC2MetadataRequestError',
        'EC2MetadataError',
        '169.254.169.254{:gap}connect: invalid argument',
        '169.254.169.254{:gap}{:network}',
        'instance-identity/document',
        'no EC2 IMDS role found',
      ),
    ],
  },
]
