import { recognised, wording, type FailureEntry } from '../entry.ts'

const api = { where: 'api' } as const
const unverified = { where: 'api', unverified: true } as const
const roleFor = 'Fargate requires task definition to have execution role ARN to support '

/** Group H of the catalogue: what RegisterTaskDefinition refuses. */
export const registerTaskDefinition: readonly FailureEntry[] = [
  {
    code: 'fargate-size-invalid',
    summary: 'Fargate does not offer this pair of CPU and memory',
    broader: 'api-error',
    wordings: [
      wording('A-01', 'No Fargate configuration exists for given values.', api),
      wording(
        'A-01',
        'No Fargate configuration exists for given values: {cpu:integer} CPU, {memory:integer} memory. See the Amazon ECS documentation for the valid values.',
        api,
      ),
      wording(
        'A-02',
        "Invalid 'cpu' setting for task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.",
        api,
      ),
      ...recognised(
        'A-01',
        'No Fargate configuration exists for given values: {cpu:integer} CPU, {memory:integer} memory',
        'No Fargate configuration exists',
        "Invalid '{setting:word}' setting for task",
        'Invalid setting for CPU',
        'Invalid CPU or memory value specified',
      ),
    ],
  },
  {
    code: 'task-size-missing',
    summary: 'Fargate wants CPU and memory for the whole task',
    broader: 'api-error',
    wordings: [
      wording('A-03', "Fargate requires that '{field:word}' be defined at the task level.", api),
      ...recognised('A-03', 'be defined at the task level'),
    ],
  },
  {
    code: 'execution-role-missing',
    summary: 'the task definition needs an execution role and names none',
    step: 'role-assumption',
    broader: 'api-error',
    wordings: [
      wording('A-04', `${roleFor}ECR images.`, api),
      wording('A-05', `${roleFor}log driver {driver:word}.`, api),
      wording('A-06', `${roleFor}{feature:text}.`, unverified),
      wording(
        'A-06',
        "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
        unverified,
      ),
      ...recognised(
        'A-04',
        `${roleFor}log driver {driver:word}`,
        'Fargate requires task definition to have execution role',
        'When you are specifying container secrets',
        "specify a value for 'executionRoleArn'",
      ),
    ],
  },
  {
    code: 'network-mode-invalid',
    summary: 'Fargate has no other network mode than awsvpc',
    broader: 'api-error',
    wordings: [
      wording('A-07', 'Fargate only supports network mode ‘awsvpc’.', api),
      ...recognised('A-07', 'Fargate only supports network mode'),
    ],
  },
  {
    code: 'host-port-differs',
    summary: 'with this network mode the host port must be the container port',
    broader: 'api-error',
    wordings: [
      wording(
        'A-08',
        'When networkMode={networkMode:word}, the host ports and container ports in port mappings must match.',
        api,
      ),
      ...recognised('A-08', 'host ports and container ports in port mappings must match'),
    ],
  },
  {
    code: 'secret-name-taken',
    summary: 'a container has an environment variable and a secret of one name',
    broader: 'api-error',
    wordings: [
      wording(
        'A-09',
        "The secret name must be unique and not shared with any new or existing environment variables set on the container, such as '{name:word}'.",
        api,
      ),
      ...recognised('A-09', 'secret name must be unique'),
    ],
  },
  {
    code: 'role-invalid',
    summary: 'the ARN of a role is not well-formed',
    broader: 'api-error',
    wordings: [wording('A-10', 'Role is not valid', api)],
  },
  {
    code: 'task-role-missing',
    summary: 'a volume with IAM authorisation needs a task role and the task definition names none',
    step: 'volume',
    broader: 'api-error',
    wordings: [
      wording('A-11', 'EFS IAM authorization requires a task role.', api),
      ...recognised('A-11', 'IAM authorization requires a task role'),
    ],
  },
  {
    code: 'image-name-invalid',
    summary: 'the image of a container is empty or malformed',
    broader: 'api-error',
    wordings: [
      wording('A-12', 'Container.image should not be null or empty.', unverified),
      wording('A-12', 'Container.image contains invalid characters.', unverified),
      ...recognised(
        'A-12',
        'Container.image ',
        'image should not be null or empty',
        'invalid reference format',
      ),
    ],
  },
  {
    code: 'memory-missing',
    summary: 'a container has neither memory nor memoryReservation, and its task has no memory',
    broader: 'api-error',
    wordings: [
      wording(
        'A-13',
        "Invalid setting for container '{container:word}'. At least one of 'memory' or 'memoryReservation' must be specified.",
        unverified,
      ),
      ...recognised('A-13', "At least one of 'memory' or 'memoryReservation'"),
    ],
  },
  {
    code: 'dependency-on-essential',
    summary: 'a container waits for the end of an essential container',
    broader: 'api-error',
    wordings: [
      wording(
        'A-14',
        "A dependency on an essential container cannot have the condition '{condition:word}'.",
        unverified,
      ),
      ...recognised('A-14', 'COMPLETE condition on an essential', 'SUCCESS condition on an essential'),
    ],
  },
  {
    code: 'timeout-out-of-range',
    summary: 'startTimeout or stopTimeout is outside of 2 to 120 seconds',
    broader: 'api-error',
    wordings: [
      wording(
        'A-15',
        "The '{field:word}' of a Fargate container must be between 2 and 120 seconds.",
        unverified,
      ),
    ],
  },
  {
    code: 'port-exposed-twice',
    summary: 'a container port is exposed for two protocols',
    broader: 'api-error',
    wordings: [
      wording('A-16', "You can't expose the same container port for multiple protocols.", unverified),
      ...recognised('A-16', 'same container port for multiple protocols'),
    ],
  },
  {
    code: 'secret-reference-empty',
    summary: 'the reference of a secret is empty',
    broader: 'api-error',
    wordings: [
      wording('-', 'secret.valueFrom should not be null or empty', unverified),
      ...recognised('-', 'valueFrom should not be null'),
    ],
  },
  {
    code: 'secret-parameter-name-invalid',
    summary: 'the reference of a secret is no name of a parameter',
    broader: 'api-error',
    wordings: [
      wording(
        '-',
        'The Systems Manager parameter name specified for secret {name:word} is invalid.',
        unverified,
      ),
      ...recognised(
        '-',
        'parameter name specified for secret {name:word} is invalid',
        'parameter name specified for secret',
      ),
    ],
  },
  {
    code: 'parameter-unknown',
    summary: 'the request has a field that the operation or the tool does not know',
    broader: 'api-error',
    wordings: [
      wording('-', 'Unknown parameter in input: "{field:text}", must be one of: {allowed:text}', unverified),
      ...recognised(
        '-',
        "Unknown parameter in {container:word}: '{field:word}'",
        'Unknown parameter in input: {field:word}',
        'Unknown parameter in input',
        'Unknown parameter in ',
        "Unexpected key '{field:word}' found in params",
        'Parameter validation failed',
      ),
    ],
  },
]
