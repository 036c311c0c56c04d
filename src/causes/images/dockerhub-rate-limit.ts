import { defineCause } from '../cause.ts'
import { keepsFromStarting } from '../launch-message.ts'
import { findStoppedSaying, pulledImages } from './pulled-images.ts'

const shown = /toomanyrequests|pull rate limit|CannotPull.*429 Too Many Requests/i

/** Docker Hub has had enough pulls from this address. */
export const dockerhubRateLimit = defineCause({
  code: 'dockerhub-rate-limit',
  group: 'C',
  summary: 'Docker Hub refuses the pull: too many were made from this address without signing in',
  rationale:
    'Docker Hub counts anonymous pulls by the address they come from. Behind a NAT gateway all tasks of a VPC share one, and every start of a task on Fargate pulls anew, so that scaling out or a service that keeps restarting uses the count up. It works again some hours later, which makes it look like chance. Amazon ECR Public has a limit of the same kind.',
  source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html',
  signs: [
    { failure: 'registry-rate-limited', share: 96 },
    { words: /toomanyrequests|pull rate limit|increase-rate-limit/i, share: 96 },
    {
      words: /unexpected status code https:\/\/registry-1\.docker\.io\/v2\/\S{0,300}(?:\.{2,}|…|$)/i,
      share: 60,
    },
    {
      words:
        /(?:pull|registry|docker|manifests?\b).{0,600}429 Too Many Requests|unexpected status code.{0,600}\b429\b/i,
      share: 80,
    },
    {
      words: /\bdocker ?hub\b.{0,60}\brate[- ]?limit|\brate[- ]?limit\w{0,3}\b.{0,60}\bdocker ?hub\b/i,
      share: 90,
    },
  ],
  settle: [
    {
      what: 'how many pulls are left to the address',
      how: 'curl --head -H "Authorization: Bearer TOKEN" https://registry-1.docker.io/v2/ratelimitpreview/test/manifests/latest',
    },
    {
      what: 'whether the task definition signs in',
      how: 'aws ecs describe-task-definition --task-definition FAMILY --query "taskDefinition.containerDefinitions[].[image,repositoryCredentials]"',
    },
  ],
  find: (launch) => {
    const anonymous = pulledImages(launch).find(
      ({ reference, hasCredentials }) =>
        !hasCredentials && ['docker.io', 'public.ecr.aws'].includes(reference.registry),
    )
    if (anonymous === undefined) {
      return {
        found: [],
        open: [],
        cleared: [{ fact: 'no image is pulled from Docker Hub or Amazon ECR Public without signing in' }],
      }
    }
    return findStoppedSaying(
      launch,
      shown,
      `how many pulls without signing in ${anonymous.reference.registry} has counted from this address`,
    )
  },
  tell: ({ subject }) => ({
    message: keepsFromStarting(
      subject,
      'the registry refuses the pull: too many came from this address without signing in',
    ),
    fix: [
      {
        title: 'pull through a cache in Amazon ECR',
        text: 'aws ecr create-pull-through-cache-rule --ecr-repository-prefix docker-hub --upstream-registry-url registry-1.docker.io --credential-arn SECRET_ARN\n# Image: ACCOUNT.dkr.ecr.REGION.amazonaws.com/docker-hub/library/NAME:TAG',
      },
      {
        title: 'or sign in: a secret with username and password, which the execution role may read',
        text: 'RepositoryCredentials:\n  CredentialsParameter: !Ref DockerHubSecret',
      },
      {
        title: 'official images are in Amazon ECR Public as well',
        text: 'Image: public.ecr.aws/docker/library/NAME:TAG',
      },
    ],
  }),
})
