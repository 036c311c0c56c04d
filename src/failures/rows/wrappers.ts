import { recognised, wording, type FailureEntry } from '../entry.ts'

const around = { where: 'api', wraps: 'message' } as const
const read = { ...around, onlyRead: true } as const

/**
 * What tools print around a refusal of AWS: the AWS CLI and botocore, Terraform and the Go SDK, CloudFormation and the
 * Java SDK. The message inside is read on.
 */
export const wrappers: readonly FailureEntry[] = [
  {
    code: 'api-error',
    summary: 'AWS refused a call',
    wordings: [
      wording(
        'A-20',
        'An error occurred ({errorCode:word}) when calling the {operation:word} operation: {message:text}',
        around,
      ),
      wording(
        'A-20',
        'An error occurred ({errorCode:word}) when calling the {operation:word} operation (reached max retries: {attempts:integer}): {message:text}',
        read,
      ),
      wording(
        'A-20',
        'operation error {service:phrase}: {operation:word}, https response error StatusCode: {status:integer}, RequestID: {requestId:word}, api error {errorCode:word}: {message:text}',
        read,
      ),
      wording(
        'A-20',
        'operation error {service:phrase}: {operation:word}, https response error StatusCode: {status:integer}, RequestID: {requestId:word}, {errorCode:word}: {message:text}',
        read,
      ),
      wording(
        'A-20',
        'operation error {service:phrase}: {operation:word}, https response error StatusCode: {status:integer}, {errorCode:word}: {message:text}',
        read,
      ),
      wording(
        'A-20',
        'Error: {attempt:phrase} ({name:word}): {errorCode:word}Exception: {message:text}',
        read,
      ),
      wording('A-20', 'Error Code: {errorCode:word}; Request ID: ', { where: 'api', onlyRead: true }),
      ...recognised(
        'A-20',
        'Service: AmazonECS; Status Code: {status:integer}',
        'Service: Ecs, Status Code: {status:integer}',
        'Invalid request provided: ',
        'InvalidParameterException',
        'ClientException: ',
        'ServerException',
      ),
    ],
  },
  {
    code: 'template-resource-failed',
    summary: 'CloudFormation could not make a resource',
    wordings: [
      wording(
        'A-20',
        'Resource handler returned message: "{message:text}" (RequestToken: {requestToken:word}, HandlerErrorCode: {errorCode:word})',
        around,
      ),
      wording('A-20', 'Resource handler returned message: "{message:text}" (RequestToken', read),
      wording('A-20', 'Resource handler returned message: "{message:text}', read),
      wording('A-20', 'CREATE_FAILED{:gap}AWS::ECS::{resourceType:word} {message:text}', read),
      ...recognised('A-20', 'CREATE_FAILED', 'UPDATE_FAILED'),
    ],
  },
  {
    code: 'template-rollback-failed',
    summary: 'CloudFormation could not go back to the state before an update',
    yields: true,
    wordings: [
      wording('-', 'UPDATE_ROLLBACK_FAILED', { where: 'api', unverified: true }),
      ...recognised('-', 'ROLLBACK_FAILED'),
    ],
  },
]
