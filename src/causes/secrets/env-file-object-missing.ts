import { defineCause, type CauseFacts } from '../cause.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { findStepFailure } from '../step-failure.ts'

/** The environment file is not in the bucket. */
export const envFileObjectMissing = defineCause({
  code: 'env-file-object-missing',
  group: 'A',
  summary: 'the environment file that the task names does not exist, or its ARN is wrong',
  rationale:
    'S3 tells only those who may list a bucket that an object is missing (404); all others get 403 Forbidden, the same as for a missing permission. The task execution role mostly may not list, so that a file that was never uploaded looks like a denial. ECS wants the ARN of the object, `arn:aws:s3:::BUCKET/KEY`, and the name must end in `.env`.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html',
  signs: [
    { failure: 'env-files-failed', share: 26 },

    { failure: 'env-file-forbidden', share: 55 },
    { failure: 'env-file-not-found', share: 93 },
    { failure: 'env-file-arn-invalid', share: 90 },
    {
      words: /env(?:ironment)? files?.{0,600}(?:\b404\b|NoSuchKey|NoSuchBucket|not found|does not exist)/i,
      share: 80,
    },
    { words: /env(?:ironment)? files?.{0,600}(?:\b403\b|Forbidden)/i, share: 35 },
  ],
  settle: [
    {
      what: 'whether the object is there, asked by someone who may list the bucket',
      how: 'aws s3api head-object --bucket BUCKET --key KEY',
    },
    {
      what: 'the ARN in the task definition, to the letter',
      how: 'aws ecs describe-task-definition --task-definition FAMILY --query "taskDefinition.containerDefinitions[].environmentFiles"',
    },
  ],
  find: (launch) =>
    findStepFailure(launch, {
      steps: ['env-file'],
      codes: ['env-file-forbidden', 'env-file-not-found', 'env-file-arn-invalid'],
      belongs: ({ requires }, { failure, ground }) => {
        if (failure.code !== 'env-file-forbidden') return 'yes'
        if (ground.kind !== 'requirement' || requires.kind !== 'env-file') return 'no'
        const object = launch.world.object(requires.bucket, requires.key)
        if (!object.known) return { settledBy: object.settledBy }
        return object.absent ? 'yes' : 'no'
      },
      factsOf: ({ step: { requires }, failure }) =>
        requires.kind === 'env-file'
          ? { arn: requires.arn, bucket: requires.bucket, key: requires.key, state: failure.code }
          : {},
      proof: ({ state }) =>
        state === 'env-file-forbidden'
          ? [{ fact: 'S3 answers 403 and not 404, because the role may not list the bucket' }]
          : [],
    }),
  tell: (facts) => {
    const { bucket = 'BUCKET', key = 'FILE.env' } = facts
    const upload = {
      title: 'upload the file',
      text: `aws s3 cp FILE.env s3://${bucket || 'BUCKET'}/${key || 'FILE.env'}`,
    }
    const name = {
      title: 'name the object by its ARN',
      text: `EnvironmentFiles:\n  - Type: s3\n    Value: arn:aws:s3:::${bucket || 'BUCKET'}/${key || 'FILE.env'}`,
    }
    return {
      message: message(facts),
      fix: facts.bucket === '' ? [name] : [upload, { ...name, title: `or ${name.title}` }],
    }
  },
})

function message({ subject, arn, bucket, key }: CauseFacts): string {
  if (bucket === '' || (arn !== undefined && bucket === undefined))
    return keepsFromStarting(subject, `${arn} is not the ARN of an S3 object`)
  const file = key === undefined ? 'the environment file' : `environment file ${key}`
  const where = bucket === undefined ? 'its bucket' : `bucket ${bucket}`
  return keepsFromStarting(subject, `${file} is not in ${where}`)
}
