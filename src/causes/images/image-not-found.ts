import { defineCause } from '../cause.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { answerOfSteps } from '../troubles-of.ts'

/** The registry has no such tag or path. */
export const imageNotFound = defineCause({
  code: 'image-not-found',
  group: 'C',
  summary: 'the registry does not have the image: the tag or the path of the repository is not there',
  rationale:
    'A task definition names an image and nothing checks the name until a task pulls it. The usual ways to a name that leads nowhere: the infrastructure was made before the first push; the pipeline pushed under another tag (commit, branch, `latest`) or to another region or account; a lifecycle policy removed the image, or a tag was moved away from the digest that the service has pinned.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html',
  signs: [
    { failure: 'image-not-found', words: /^(?!.*docker\.io\/library\/)/, share: 80 },
    {
      words:
        /failed to resolve ref(?:erence)? (?!\S{0,200}docker\.io\/library\/)\S{1,200} (?:\S{1,200}: )?not found\b/i,
      share: 82,
    },
    { words: /docker\.io\/library\/\S{1,200} (?:\S{1,200}: )?not found\b/i, share: 38 },
    { words: /manifest unknown|manifest for \S{1,200} not found|Requested image not found/i, share: 84 },
    { words: /^(?!.*(?:time-?out|deadline|denied|Forbidden)).*inspect image has been retried/i, share: 50 },
    { failure: 'image-pull-failed', share: 28 },
    { words: /repository \S{1,200} not found|API error \(404\): (?:repository|image|manifest)/i, share: 60 },
    { words: /\bimage \S{1,200} not found\b|No such image/i, share: 45 },
    {
      words: /pull access denied\b|insufficient_scope|requested access to the resource is denied/i,
      share: 26,
    },
    { words: /CannotPullContainer(?:Error)?\W*$|CannotPullContainer(?:Error)?\W*(?:\.\.\.|…)/i, share: 28 },
    {
      words:
        /\brepositor(?:y|ies)\b.{0,40}\b(?:still )?empty\b|\bempty (?:ECR )?repositor|\b(?:image|tag)s?\b.{0,60}\b(?:not|never|n't|yet to be)\b.{0,12}\b(?:pushed|built|published|uploaded)|\bbefore (?:the|any|an) (?:first )?image\b|\bno (?:such )?(?:image|tag) (?:in|with|yet)/i,
      share: 66,
    },
  ],
  settle: [
    {
      what: 'the tags that the repository has',
      how: 'aws ecr describe-images --repository-name NAME --region REGION --registry-id ACCOUNT --query "imageDetails[].imageTags"',
    },
    {
      what: 'the image that the task definition of the service names',
      how: 'aws ecs describe-task-definition --task-definition FAMILY --query "taskDefinition.containerDefinitions[].image"',
    },
  ],
  find: (launch) =>
    answerOfSteps(
      launch,
      {
        parts: ['requirement'],
        concerns: ({ kind }) => kind === 'image',
        matches: ({ ground, failure }) =>
          ground.kind === 'requirement' &&
          ground.requires.kind === 'image' &&
          failure.code === 'image-not-found'
            ? ground
            : undefined,
      },
      ({ step, trouble }) => ({
        container: step.container,
        image: trouble.ground.kind === 'requirement' ? imageOf(trouble.ground.requires) : undefined,
      }),
    ),
  tell: ({ subject, image, reference }) => {
    const name = image ?? reference
    return {
      message: keepsFromStarting(
        subject,
        name === undefined ? 'the registry does not have the image' : `the registry does not have ${name}`,
      ),
      fix: [
        {
          title: 'push the image under this name',
          text: `docker push ${name ?? 'ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME:TAG'}`,
        },
        {
          title: 'or name one that is there, and deploy',
          text: 'aws ecs register-task-definition --cli-input-json file://task-definition.json\naws ecs update-service --cluster CLUSTER --service SERVICE --task-definition FAMILY',
        },
      ],
    }
  },
})

function imageOf(requires: { readonly kind: string; readonly image?: string }): string | undefined {
  return requires.image
}
