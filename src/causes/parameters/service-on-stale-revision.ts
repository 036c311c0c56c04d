import { defineCause } from '../cause.ts'

/** The service still starts an older revision than the one that was mended. */
export const serviceOnStaleRevision = defineCause({
  code: 'service-on-stale-revision',
  group: 'F',
  summary: 'the service still uses an older revision of the task definition',
  rationale:
    'A service is bound to one revision. Registering a new one changes nothing until the service is updated to it, and a circuit breaker rolls back to the old one. The texts are then those of a fault that was mended already: an image, a secret or a role that no longer exists.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html',
  signs: [
    { failure: 'image-not-found', share: 9 },
    { words: /unable to place a task\. Reason: CannotPullContainerError.{0,300}not found/i, share: 14 },
    {
      words: /\b(?:old|older|previous|stale|outdated|wrong)\b.{0,30}\b(?:revision|task ?definition)\b/i,
      without: /\bEventBridge\b|\bschedule[drs]?\b|\bcron\b/i,
      share: 60,
    },
    { words: /TaskDefinition is inactive/i, share: 55 },
    { words: /Unable to describe task definition|TaskDefinition not found/i, share: 35 },
    {
      words:
        /(?:still|keeps|continues).{0,40}(?:(?:old|previous) (?:image|version|container|task)|\brevision \d)/i,
      without: /\bEventBridge\b|\bschedule[drs]?\b|\bcron\b/i,
      share: 60,
    },
    { words: /rolling back to deployment/i, share: 6 },
  ],
  settle: [
    {
      what: 'the revision of the service and the newest one',
      how: 'aws ecs describe-services --cluster CLUSTER --services SERVICE --query "services[].taskDefinition"; aws ecs list-task-definitions --family-prefix FAMILY --sort DESC --max-items 1',
    },
  ],
  tell: ({ family = 'FAMILY' }) => ({
    message:
      'the service still uses an older revision of the task definition, in which the fault is not mended',
    fix: [
      {
        title: 'update the service to the newest revision',
        text: `aws ecs update-service --cluster CLUSTER --service SERVICE --task-definition ${family} --force-new-deployment`,
      },
      {
        title: 'and let the template name the revision that it makes',
        text: 'TaskDefinition: !Ref TaskDefinition',
      },
    ],
  }),
})
