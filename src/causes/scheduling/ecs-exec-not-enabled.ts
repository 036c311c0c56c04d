import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { defineCause, type CauseAnswer } from '../cause.ts'
import { execAgent, execSwitch } from './exec-not-connected.ts'

/** ECS Exec was off when the task was started. */
export const ecsExecNotEnabled = defineCause({
  code: 'ecs-exec-not-enabled',
  group: 'L',
  summary: 'ECS Exec was not enabled when the task was started',
  rationale:
    'The agent that ECS Exec talks to is put into a task when it starts, or never. Switching `enableExecuteCommand` on for a service changes nothing about tasks that run; only those of the next deployment have it. Tasks of `run-task` and of schedules have their own switch. The console mostly leaves it off.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
  severity: 'note',
  signs: [
    { failure: 'exec-not-enabled', share: 90 },
    { failure: 'exec-target-not-connected', share: 10 },
    { words: /execute command was not enabled when the task was run/i, share: 90 },
    { words: /execute command agent isn't running/i, share: 80 },
    { words: /"?enableExecuteCommand"?\W{1,3}false/i, share: 75 },
    { words: /TargetNotConnected/i, share: 10 },
    { words: /enable[_-]?execute[_-]?command|execute c[ao]mm?and (?:is |was )?not enabled?/i, share: 56 },
  ],
  settle: [execAgent],
  find,
  tell: ({ subject }) => ({
    message:
      subject === undefined
        ? 'ECS Exec was not enabled when the task was started'
        : `ECS Exec is off for \`${subject}\`: its tasks are started without the agent`,
    fix: [
      {
        title: 'enable it for the service, and replace its tasks',
        text: 'aws ecs update-service --cluster CLUSTER --service SERVICE --enable-execute-command --force-new-deployment',
      },
      {
        title: 'or keep it in the template, or the next deployment switches it off again',
        text: 'Type: AWS::ECS::Service\nProperties:\n  EnableExecuteCommand: true',
      },
      {
        title: 'or for a task of its own',
        text: 'aws ecs run-task --cluster CLUSTER --task-definition FAMILY --enable-execute-command …',
      },
    ],
  }),
})

function find(launch: EvaluatedLaunch): CauseAnswer {
  const { isOn, fact } = execSwitch(launch)
  if (isOn === undefined) return { found: [], open: ['whether ECS Exec is on where the task is started'] }
  if (isOn) return { found: [], open: [], cleared: [fact] }
  const facts = { subject: launch.subject.name }
  return { found: [{ facts, why: [fact], part: 'enableExecuteCommand' }], open: [] }
}
