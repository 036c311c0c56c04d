import type { EvaluatedLaunch, NewestRevision } from '../../launch/evaluated-launch.ts'
import { launchSteps } from '../../launch/launch-steps.ts'
import type { LaunchStep } from '../../model/launch/step.ts'
import { defineCause, type CauseAnswer } from '../cause.ts'
import { requestFact } from '../definition-fact.ts'

/** The service still starts an older revision than the one that was mended. */
export const serviceOnStaleRevision = defineCause({
  code: 'service-on-stale-revision',
  group: 'F',
  summary: 'the service still uses an older revision of the task definition',
  rationale:
    'A service is bound to one revision. Registering a new one changes nothing until the service is updated to it, and a circuit breaker rolls back to the old one. The texts are then those of a fault that was mended already: an image, a secret or a role that no longer exists.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html',
  severity: 'warning',
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
    {
      words:
        /\b(?:nothing|not|never|n't)\b.{0,24}\b(?:updated|deployed|replaced|picked up|taking|refreshed)\b.{0,80}\b(?:ECS|cluster|task ?definition|image)\b/i,
      share: 56,
    },
    {
      words:
        /\bsame task\b.{0,30}\bold image|\bold(?:er)? (?:image|revision|version)\b.{0,40}\b(?:still|keeps?) (?:running|serving|used)/i,
      share: 64,
    },
  ],
  settle: [
    {
      what: 'the revision of the service and the newest one',
      how: 'aws ecs describe-services --cluster CLUSTER --services SERVICE --query "services[].taskDefinition"; aws ecs list-task-definitions --family-prefix FAMILY --sort DESC --max-items 1',
    },
  ],
  find,
  tell: ({ family = 'FAMILY', subject, revision, newest, steps }) => ({
    message:
      subject === undefined
        ? 'the service still uses an older revision of the task definition, in which the fault is not mended'
        : `service \`${subject}\` still uses revision ${revision} of ${family}: revision ${newest} does without what fails (${steps})`,
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

/** Found where what fails is no more in the newest revision: that there is a newer one alone says nothing. */
function find(launch: EvaluatedLaunch): CauseAnswer {
  const { request, newest, subject } = launch
  if (request.service === undefined) {
    return subject.kind === 'task-definition'
      ? { found: [], open: ['which revision the service uses'] }
      : { found: [], open: [], cleared: [{ fact: 'no service starts the task' }] }
  }
  const { family, revision } = request
  if (newest === undefined) return { found: [], open: [`which revision of ${family} is the newest`] }
  const used = requestFact(launch, `the service uses ${family}:${revision}`)
  const fact = { fact: `the newest revision of ${family} is ${newest.revision}` }
  if (newest.revision <= revision) return { found: [], open: [], cleared: [used, fact] }
  const wanted = new Set(stepsOf(launch, newest).map(demandOf))
  const isGone = (step: LaunchStep): boolean => !wanted.has(demandOf(step))
  const troubled = launch.steps.filter(({ inSubnets }) =>
    inSubnets.some(({ troubles }) => troubles.length > 0),
  )
  if (troubled.length === 0) return withoutTrouble(launch, newest, isGone)
  const mended = troubled.filter(({ step }) => isGone(step))
  if (mended.length === 0) {
    return { found: [], open: [], cleared: [{ fact: `${family}:${newest.revision} has the same fault` }] }
  }
  const failure = mended.flatMap(({ inSubnets }) => inSubnets.flatMap(({ troubles }) => troubles))[0]?.failure
  const steps = mended.map(({ step }) => step.title).join(', ')
  const facts = {
    subject: subject.name,
    family,
    revision: String(revision),
    newest: String(newest.revision),
    steps,
  }
  const why = [
    used,
    fact,
    { fact: `${family}:${newest.revision} does not ${steps} as ${family}:${revision} does` },
  ]
  return { found: [{ facts, why, ...(failure && { failure }), part: 'taskDefinition' }], open: [] }
}

/** What is not known to fail may be mended by whatever differs. */
function withoutTrouble(
  { steps, request }: EvaluatedLaunch,
  { revision }: NewestRevision,
  isGone: (step: LaunchStep) => boolean,
): CauseAnswer {
  const differing = steps.filter(({ step }) => isGone(step))
  const { family } = request
  if (differing.length === 0) {
    return { found: [], open: [], cleared: [{ fact: `${family}:${revision} asks for the same` }] }
  }
  const what = differing.map(({ step }) => step.title).join(', ')
  return { found: [], open: [`whether ${family}:${revision} mends it, which differs in: ${what}`] }
}

function stepsOf(
  { request }: EvaluatedLaunch,
  { revision, definition }: NewestRevision,
): readonly LaunchStep[] {
  const taskDefinitionArn = request.taskDefinitionArn.replace(/:\d+$/, `:${revision}`)
  return launchSteps({ ...request, taskDefinitionArn, revision, definition })
}

/** What a step asks for, whichever revision asks. */
function demandOf({ id, requires, access, roleArn }: LaunchStep): string {
  return JSON.stringify([id, requires, access, roleArn])
}
