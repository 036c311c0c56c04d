import { defineCause } from '../cause.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { findStoppedSaying, pulledImages } from './pulled-images.ts'

/** The dual-stack name of Amazon ECR is treated as a foreign registry. */
export const ecrHostnameNotRecognised = defineCause({
  code: 'ecr-hostname-not-recognised',
  group: 'C',
  summary: 'the dual-stack host name of Amazon ECR is not taken for Amazon ECR, so nobody signs in',
  rationale:
    'Amazon ECR has a second name that answers over IPv6 as well, `ACCOUNT.dkr-ecr.REGION.on.aws`. Whoever pulls must know that name to fetch a token for it. Where it does not, the registry is treated as a foreign one and asked without credentials, and the role is never used, whatever it may do.',
  source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-requests.html',
  signs: [
    {
      words: /dkr-ecr\.\S{0,200}on\.aws.{0,600}(?:no basic auth|denied|authorization failed|40[13])/i,
      share: 92,
    },
    { words: /dkr-ecr\.\S{0,200}on\.aws/i, share: 60 },
  ],
  settle: [
    {
      what: 'whether the same image is pulled under its other name, ACCOUNT.dkr.ecr.REGION.amazonaws.com',
      how: 'aws ecs describe-task-definition --task-definition FAMILY --query "taskDefinition.containerDefinitions[].image"',
    },
  ],
  find: (launch) => {
    const dual = pulledImages(launch).find(({ reference }) => reference.host.endsWith('.on.aws'))
    if (dual === undefined)
      return { found: [], open: [], cleared: [{ fact: 'no image has a dual-stack host name' }] }
    return findStoppedSaying(
      launch,
      /\.on\.aws.{0,600}no basic auth credentials/i,
      `whether the platform version that runs the task signs in to ${dual.reference.host}`,
    )
  },
  tell: ({ subject, image, reference }) => {
    const name = image ?? reference
    return {
      message: keepsFromStarting(
        subject,
        `${name ?? 'the dual-stack host name of the image'} is not taken for Amazon ECR`,
      ),
      fix: [
        {
          title: 'name the image by the host that every version knows',
          text: `Image: ${plainName(name) ?? '!Sub ${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/NAME:TAG'}`,
        },
      ],
    }
  },
})

function plainName(image: string | undefined): string | undefined {
  return image?.includes('.on.aws') === true
    ? image.replace(/\.dkr-ecr\.([\w-]+)\.on\.aws/, '.dkr.ecr.$1.amazonaws.com')
    : undefined
}
