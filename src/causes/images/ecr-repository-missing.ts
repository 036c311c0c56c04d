import { defineCause } from '../cause.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { findStoppedSaying, pulledImages } from './pulled-images.ts'

const shown =
  /name unknown: The repository with name|RepositoryNotFoundException|The repository with name \S{1,200} does not exist/i

/** The repository itself is not there. */
export const ecrRepositoryMissing = defineCause({
  code: 'ecr-repository-missing',
  group: 'C',
  summary: 'Amazon ECR has no repository of this name in this account and region',
  rationale:
    'Unlike Docker Hub, Amazon ECR does not make a repository at the first push: it must be created, in each region and account that images are pushed to or pulled from. A name with slashes is one repository, so `team/app` is not a part of `team`. A stack that was torn down takes its repositories with it.',
  source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-create.html',
  signs: [
    { words: shown, share: 96 },
    { words: /repository \S{0,60}dkr\.ecr\.\S{1,200} not found/i, share: 84 },
    { words: /pull access denied for \d{12}\.dkr\.ecr\.|repository \S{1,200} not found/i, share: 14 },
  ],
  settle: [
    {
      what: 'the repositories of the account in that region',
      how: 'aws ecr describe-repositories --region REGION --query "repositories[].repositoryUri"',
    },
  ],
  find: (launch) => {
    const missing = pulledImages(launch).find(({ image, reference }) => {
      const fact = launch.world.image(image)
      return reference.ecr !== undefined && (!fact.known || fact.absent === true)
    })
    const settledBy =
      missing === undefined
        ? undefined
        : `aws ecr describe-repositories --region ${missing.reference.ecr?.region} --repository-names ${missing.reference.repository}`
    return findStoppedSaying(launch, shown, settledBy)
  },
  tell: ({ subject, image }) => {
    const [, account, region, name] =
      /^(\d{12})\.dkr[.-]ecr\.([a-z0-9-]+)\.[^/]+\/([^:@]+)/.exec(image ?? '') ?? []
    const whose = account === undefined ? '' : ` of account ${account} in ${region}`
    return {
      message: keepsFromStarting(
        subject,
        `Amazon ECR${whose} has no repository ${name ?? 'of the name that the image has'}`,
      ),
      fix: [
        {
          title: 'create the repository and push the image',
          text: `aws ecr create-repository --repository-name ${name ?? 'NAME'} --region ${region ?? 'REGION'}\ndocker push ${image ?? 'ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME:TAG'}`,
        },
        {
          title: 'or name the repository that there is',
          text: 'Image: ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME:TAG',
        },
      ],
    }
  },
})
