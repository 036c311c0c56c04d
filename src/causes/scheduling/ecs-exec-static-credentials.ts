import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { defineCause, type CauseAnswer, type Found } from '../cause.ts'
import { execAgent, targetNotConnected, whereExecIsOn } from './exec-not-connected.ts'

const keyNames = new Set(['AWS_ACCESS_KEY_ID', 'AWS_ACCESS_KEY', 'AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE'])

/** Access keys in the environment take the place of the task role. */
export const ecsExecStaticCredentials = defineCause({
  code: 'ecs-exec-static-credentials',
  group: 'L',
  summary: "access keys in the container's environment take the place of the task role",
  rationale:
    'The agent of ECS Exec shares the environment of the container, and like every program with an AWS SDK it takes access keys from there before it asks for the task role. The keys of some other user, made for one bucket, do not allow the channels to Systems Manager, while everything that checks the task role finds it in order.',
  source: 'https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html',
  signs: [
    { failure: 'exec-target-not-connected', share: 14 },
    {
      words:
        /^(?=.*(?:TargetNotConnected|execute[- ]command|ECS Exec))(?=.*\b(?:AWS_ACCESS_KEY|AWS_SECRET_ACCESS_KEY|AWS_PROFILE))/i,
      share: 88,
    },
    { words: targetNotConnected, share: 14 },
  ],
  settle: [
    {
      what: 'whether the container has access keys in its environment, also by secrets and files',
      how: 'aws ecs describe-task-definition --task-definition FAMILY --query "taskDefinition.containerDefinitions[].[environment[].name,secrets[].name,environmentFiles]"',
    },
    execAgent,
  ],
  find,
  tell: ({ container, name }) => ({
    message: `${name === undefined ? 'access keys' : `\`${name}\``} in the environment of ${container === undefined ? 'the container' : `container \`${container}\``} ${name === undefined ? 'take' : 'takes'} the place of the task role`,
    fix: [
      {
        title: 'leave the keys out, and give the task role what they allow',
        text: 'ContainerDefinitions:\n  - Name: app\n    Environment: [] # without AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
      },
      {
        title: 'or give them to the program under names that no SDK reads by itself',
        text: 'Environment:\n  - Name: UPLOAD_ACCESS_KEY_ID\n    Value: …',
      },
    ],
  }),
})

/** Whether the keys allow the channels nobody knows: that there are none is all that can be shown. */
function find(launch: EvaluatedLaunch): CauseAnswer {
  return whereExecIsOn(launch, () => {
    const holders = launch.task.containers.flatMap(({ name, environment, secrets, environmentFiles }) => {
      const keys = [...environment, ...secrets].filter((one) => keyNames.has(one.name))
      const inside = keys.map(
        (one) => `whether ${one.name} of container ${name} allows the channels of ECS Exec`,
      )
      return [...inside, ...environmentFiles.map((file) => `whether ${file} has access keys`)]
    })
    const [given] = launch.task.containers.flatMap(({ name: container, environment }) =>
      environment
        .filter((one) => one.name === 'AWS_ACCESS_KEY_ID' && one.value !== '')
        .map(({ name }) => ({ container, name })),
    )
    if (given !== undefined) return { found: [foundIn(launch, given)], open: [] }
    return holders.length > 0
      ? { found: [], open: holders }
      : { found: [], open: [], cleared: [{ fact: 'no container gets access keys by its environment' }] }
  })
}

/** The keys are some user's, and hardly any user may open the channels of ECS Exec. */
function foundIn(
  { subject }: EvaluatedLaunch,
  { container, name }: { container: string; name: string },
): Found {
  const fact = `container ${container} has ${name} in its environment, which the agent of ECS Exec takes before the task role`
  return {
    facts: { subject: subject.name, container, name },
    why: [{ fact }, { fact: 'whether these keys allow ssmmessages is not known' }],
    part: `container/${container}/environment`,
    isDoubtful: true,
  }
}
