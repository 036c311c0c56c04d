import { defineCause, type CauseFacts } from '../cause.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { findPermissionMissing } from '../permission-missing.ts'
import { deniedByRepository, repositoryOwner } from './foreign-repository.ts'

/** The repository is in another account and does not admit this one. */
export const ecrCrossAccountPolicy = defineCause({
  code: 'ecr-cross-account-policy',
  group: 'C',
  summary: 'the image is in a repository of another account, whose policy does not admit this one',
  rationale:
    'Between accounts both sides must allow: the execution role in this account, and the policy of the repository in the other. `AmazonECSTaskExecutionRolePolicy` covers the first half only. The refusal is printed as `403 Forbidden` or `no basic auth credentials`, or as if the repository did not exist, so it is the account number in the name of the image that tells.',
  source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html',
  signs: [
    { words: /not authorized to perform: ecr:\w{1,60} .{0,600}no resource-based policy allows/i, share: 93 },
    {
      words:
        /(?:cross|another|other|different|foreign)[ -]account.{0,600}(?:ecr|repository|image)|(?:ecr|repository|image).{0,600}(?:cross|another|other|different|foreign)[ -]account/i,
      share: 60,
    },
    { words: /pull access denied for \S{0,200}\d{12}\.dkr\.ecr\./i, share: 38 },
    { failure: 'image-denied', words: /403 Forbidden/i, share: 26 },
    { words: /dkr\.ecr\..{0,600}403 Forbidden/i, share: 25 },
    { words: /no basic auth credentials/i, share: 24 },
    {
      words:
        /\b(?:another|other|different|separate|second|two|2|foreign|cross)[- ](?:AWS )?accounts?\b.{0,600}\b(?:ECR|repository|image|pull)\b|\b(?:ECR|repository|image|pull)\b.{0,600}\b(?:another|other|different|separate|second|two|2|foreign|cross)[- ](?:AWS )?accounts?\b/i,
      share: 66,
    },
    {
      words:
        /\b(?:our|the|an?|my|their) (\w{1,20}) account\b.{0,300}\b(?:our|the|an?|my|their) (?!\1)\w{1,20} account\b.{0,300}\b(?:ecr\.|repository|image|pull)/i,
      share: 72,
    },
  ],
  settle: [
    {
      what: 'whether the account in the name of the image is that of the task',
      how: 'aws sts get-caller-identity --query Account',
    },
    {
      what: 'the policy of the repository, read by its owner',
      how: 'aws ecr get-repository-policy --repository-name NAME --query policyText --output text',
    },
  ],
  find: (launch) => {
    const answer = findPermissionMissing(launch, {
      steps: ['image'],
      action: (action) => action.startsWith('ecr:'),
      when: deniedByRepository,
    })
    if (answer.found.length === 0) return answer
    const { account } = launch.request
    return {
      ...answer,
      found: answer.found.map((found) => ({ ...found, facts: { ...found.facts, account } })),
    }
  },
  tell: (facts) => ({
    message: message(facts),
    fix: [
      {
        title: 'in the account of the repository, admit the account of the task',
        text: policyFor(facts),
      },
      {
        title: 'or copy the image to a repository of the account of the task',
        text: 'docker pull IMAGE\ndocker tag IMAGE ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME:TAG\ndocker push ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME:TAG',
      },
    ],
  }),
})

function message({ subject, resource, account }: CauseFacts): string {
  const owner = repositoryOwner(resource)
  const name = /:repository\/(.+)$/.exec(resource ?? '')?.[1]
  return keepsFromStarting(
    subject,
    name === undefined
      ? 'the repository of the image is in another account, which does not admit this one'
      : `repository ${name} of account ${owner} does not admit ${account === undefined ? 'the account of the task' : `account ${account}`}`,
  )
}

function policyFor({ resource, account }: CauseFacts): string {
  const name = /:repository\/(.+)$/.exec(resource ?? '')?.[1] ?? 'NAME'
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account ?? 'TASK_ACCOUNT'}:root` },
        Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      },
    ],
  }
  return `aws ecr set-repository-policy --repository-name ${name} --policy-text '${JSON.stringify(policy)}'`
}
