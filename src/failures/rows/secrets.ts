import { recognised, refused, unreachable, wording, type FailureEntry } from '../entry.ts'

const prefix = 'ResourceInitializationError: unable to pull secrets or registry auth: '
const retrieval = `${prefix}execution resource retrieval failed: `
const asm = `${retrieval}unable to retrieve secret from asm: service call has been retried {attempts:integer} time(s): `
const fetch = `${asm}failed to fetch secret {secretArn:word} from secrets manager: `
const getSecret = `${fetch}operation error Secrets Manager: GetSecretValue, https response error StatusCode: 400, RequestID: {requestId:word}, `

/** Group A of the catalogue: secrets of Secrets Manager. */
export const secrets: readonly FailureEntry[] = [
  {
    code: 'secret-unreachable',
    summary: 'the call that reads a secret from Secrets Manager did not get through',
    step: 'secret',
    broader: 'secret-retrieval-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'R-06',
        `${fetch}RequestCanceled: request context canceled caused by: context deadline exceeded. Please check your task network configuration`,
      ),
      wording(
        'R-07',
        'unable to retrieve secret from asm: There is a connection issue between the task and AWS Secrets Manager.',
        { onlyRead: true },
      ),
      wording(
        'R-07',
        "The task can't pull secrets from AWS Secrets Manager. There is a connection issue between the task and Secrets Manager.",
        { onlyRead: true },
      ),
      ...unreachable('R-06', 'unable to retrieve secret from asm'),
      ...unreachable(
        'R-06',
        'unable to retrieve secret from asm{:gap}failed to fetch secret {secretArn:word} from secrets manager',
      ),
      ...unreachable('R-06', 'GetSecretValue, '),
      ...recognised(
        'R-07',
        'connection issue between the task and AWS Secrets Manager',
        'connection issue between the task and Secrets Manager',
      ),
      ...recognised(
        'R-07',
        'unable to retrieve secret from asm: There is a connection issue{:gap}failed to fetch secret {secretArn:word} from secrets manager',
      ),
    ],
  },
  {
    code: 'secret-denied',
    summary: 'the execution role may not read a secret of Secrets Manager',
    step: 'secret',
    broader: 'secret-refused',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'R-10',
        `${asm}failed to fetch secret {secretArn:word} from secrets manager: operation error Secrets Manager: GetSecretValue, https response error StatusCode: 400, RequestID: {requestId:word}, api error AccessDeniedException: User: {principal:word} is not authorized to perform: secretsmanager:GetSecretValue on resource: {resource:word} {reason:because}`,
      ),
      wording(
        'R-10',
        'AccessDeniedException: User: {principal:word} is not authorized to perform: secretsmanager:GetSecretValue on resource: {resource:word} {reason:because}',
        { onlyRead: true },
      ),
      wording(
        'R-10',
        'AccessDeniedException: User: {principal:word} is not authorized to perform: secretsmanager:GetSecretValue on resource: {resource:word} ',
        { onlyRead: true },
      ),
      ...refused('R-10', 'secretsmanager:GetSecretValue'),
      ...refused(
        'R-10',
        'secretsmanager:GetSecretValue',
        'failed to fetch secret {secretArn:word} from secrets manager: {:gap}AccessDeniedException: ',
      ),
    ],
  },
  {
    code: 'secret-key-denied',
    summary: 'the execution role may not use the key that encrypts a secret',
    step: 'secret',
    broader: 'secret-refused',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording('R-12', `${getSecret}api error AccessDeniedException: Access to KMS is not allowed`, {
        unverified: true,
      }),
      wording('R-12', 'AccessDeniedException: Access to KMS is not allowed', { onlyRead: true }),
      ...recognised(
        'R-12',
        'failed to fetch secret {secretArn:word} from secrets manager: {:gap}Access to KMS is not allowed',
        'Access to KMS is not allowed',
      ),
      ...refused('R-12', 'kms:Decrypt', 'unable to retrieve secret from asm{:gap}'),
    ],
  },
  {
    code: 'secret-json-key-missing',
    summary: 'a secret has not the JSON key that a reference asks for',
    step: 'secret',
    broader: 'secret-retrieval-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording('R-14', `${asm}retrieved secret from Secrets Manager did not contain json key {jsonKey:word}`),
      wording('R-21', 'retrieved secret from Secrets Manager did not contain json key {jsonKey:word}', {
        onlyRead: true,
      }),
      ...recognised('R-14', 'did not contain json key {jsonKey:word}', 'did not contain json key'),
    ],
  },
  {
    code: 'secret-not-json',
    summary: 'a reference asks for a JSON key of a secret whose value is not JSON',
    step: 'secret',
    broader: 'secret-retrieval-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording('R-15', `${asm}{error:jsonerror}`),
      wording('R-15', '{error:jsonerror}', { onlyRead: true }),
      ...recognised(
        'R-15',
        'unable to retrieve secret from asm{:gap}invalid character',
        'unable to pull secrets or registry auth{:gap}invalid character',
      ),
    ],
  },
  {
    code: 'secret-arn-invalid',
    summary: 'the reference to a secret is not a well-formed ARN',
    step: 'secret',
    broader: 'secret-retrieval-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'R-16',
        `${retrieval}unable to retrieve secret from asm: trying to retrieve secret with value {valueFrom:text} resulted in error: an invalid ARN format for the AWS Secrets Manager secret was specified. Specify a valid ARN and try again.`,
      ),
      wording('R-16', 'an invalid ARN format for the AWS Secrets Manager secret was specified', {
        onlyRead: true,
      }),
      ...recognised('R-16', 'trying to retrieve secret with value {valueFrom:word} resulted in error'),
    ],
  },
  {
    code: 'secret-name-invalid',
    summary: 'the reference to a secret is not a valid name or ARN',
    step: 'secret',
    broader: 'secret-retrieval-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'R-17',
        `${asm}failed to fetch secret {secretArn:text} from secrets manager: operation error Secrets Manager: GetSecretValue, https response error StatusCode: 400, RequestID: {requestId:word}, api error ValidationException: Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!`,
      ),
      wording(
        'R-17',
        'ValidationException: Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
        { onlyRead: true },
      ),
      ...recognised(
        'R-17',
        'failed to fetch secret {secretArn:word} from secrets manager: {:gap}ValidationException: Invalid name',
        'ValidationException: Invalid name',
      ),
    ],
  },
  {
    code: 'secret-not-found',
    summary: 'a secret does not exist in this account and Region',
    step: 'secret',
    broader: 'secret-retrieval-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'R-18',
        `${getSecret}ResourceNotFoundException: Secrets Manager can't find the specified secret.`,
        {
          unverified: true,
          launchType: 'FARGATE',
        },
      ),
      wording(
        'E-02',
        "ResourceNotFoundException: The task can't retrieve the secret with ARN '{secretArn:text}' from AWS Secrets Manager. Check whether the secret exists in the specified Region: operation error Secrets Manager: GetSecretValue, https response error StatusCode: 400, RequestID: {requestId:word}, ResourceNotFoundException: Secrets Manager can't find the specified secret.",
        { launchType: 'EC2', unverified: true },
      ),
      wording(
        'R-18',
        "The task can't retrieve the secret with ARN '{secretArn:text}' from AWS Secrets Manager. Check whether the secret exists in the specified Region",
        { onlyRead: true },
      ),
      wording(
        'R-18',
        "failed to fetch secret {secretArn:word} from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret",
        { onlyRead: true },
      ),
      wording('R-18', "ResourceNotFoundException: Secrets Manager can't find the specified secret", {
        onlyRead: true,
      }),
      ...recognised(
        'R-18',
        "failed to fetch secret {secretArn:word} from secrets manager: {:gap}Secrets Manager can't find the specified secret",
        "Secrets Manager can't find the specified secret",
      ),
    ],
  },
  {
    code: 'secret-stage-not-found',
    summary: 'a secret has no version with the stage that a reference asks for',
    step: 'secret',
    broader: 'secret-not-found',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'R-18',
        `${getSecret}ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging label: {versionStage:word}`,
        { unverified: true },
      ),
      wording(
        'R-18',
        "Secrets Manager can't find the specified secret value for staging label: {versionStage:word}",
        { onlyRead: true },
      ),
    ],
  },
  {
    code: 'secret-version-not-found',
    summary: 'a secret has not the version that a reference asks for',
    step: 'secret',
    broader: 'secret-not-found',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'R-18',
        `${getSecret}ResourceNotFoundException: Secrets Manager can't find the specified secret value for VersionId: {versionId:word}`,
        { unverified: true },
      ),
      wording(
        'R-18',
        "Secrets Manager can't find the specified secret value for VersionId: {versionId:word}",
        {
          onlyRead: true,
        },
      ),
    ],
  },
  {
    code: 'secret-marked-for-deletion',
    summary: 'a secret is scheduled for deletion',
    step: 'secret',
    broader: 'secret-retrieval-failed',
    stopCode: 'TaskFailedToStart',
    wordings: [
      wording(
        'R-19',
        `${getSecret}InvalidRequestException: You can't perform this operation on the secret because it was marked for deletion.`,
        { unverified: true },
      ),
      wording(
        'R-19',
        "InvalidRequestException: You can't perform this operation on the secret because it was marked for deletion.",
        { onlyRead: true },
      ),
      ...recognised(
        'R-19',
        'failed to fetch secret {secretArn:word} from secrets manager: {:gap}marked for deletion',
        'on the secret because it was marked for deletion',
        'secret because it was marked for deletion',
      ),
    ],
  },
]
