import type { RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs'
import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { definitionRefusals } from '../../launch/registration/definition-refusals.ts'
import type { Refusal } from '../../launch/registration/refusal.ts'
import { askedService, serviceRefusals } from '../../launch/registration/service-rules.ts'
import { ifKnown, readable } from '../../launch/registration/unsettled.ts'
import type { CheckFinding } from '../check-report.ts'
import { coveredIn } from './covered-by.ts'
import { fixesOf, partWords } from './refusal-words.ts'

/**
 * Rules that ECS documents and of which it is not sure that it holds to them: definitions that break them may have been
 * taken. A definition that was never sent cannot settle it.
 */
const doubtful: ReadonlySet<string> = new Set([
  'health-check-command',
  'memory-minimum',
  'ephemeral-storage-ec2',
  'container-cpu',
  // Since 2025 container health checks have the grace period too (https://github.com/kayac/ecspresso/pull/805).
  'grace-period',
  'load-balancer-port-twice',
])

/**
 * The API reference says of one port with two protocols that an error is returned. Name servers are published and run
 * as such tasks, with 53 as tcp and udp: nothing is said of it.
 */
const notHeldTo = 'port-exposed-twice'

/** What RegisterTaskDefinition and CreateService refuse of what was written, whole: not the first alone. */
export function refusedFindings(launch: EvaluatedLaunch): CheckFinding[] {
  const { asked, request, subject } = launch
  if (asked === undefined) return []
  const service = askedService(asked)
  const task = service?.task ?? ifKnown(() => readable<RegisterTaskDefinitionRequest>(asked.definition))
  const definition = task === undefined ? [] : [...definitionRefusals(task)]
  const ofService = service === undefined ? [] : [...serviceRefusals(service)]
  // Hardly any launch is refused.
  if (definition.length === 0 && ofService.length === 0) return []
  const isCovered = coveredIn(launch)
  return [
    ...definition
      .filter(({ rule }) => rule !== notHeldTo && !isCovered(rule))
      .map((refusal) =>
        findingOf(launch, refusal, {
          code: 'task-definition-refused',
          what: `task definition \`${request.family}\``,
        }),
      ),
    ...ofService
      .filter(({ rule }) => !isCovered(rule))
      .map((refusal) =>
        findingOf(launch, refusal, { code: 'service-refused', what: `service \`${subject.name}\`` }),
      ),
  ]
}

function findingOf(
  { subject, placeOf }: EvaluatedLaunch,
  { rule, code: answer, message, part, verified }: Refusal,
  { code, what }: { readonly code: string; readonly what: string },
): CheckFinding {
  const place = placeOf?.(part)
  const isDoubtful = doubtful.has(rule)
  return {
    code,
    severity: isDoubtful ? 'warning' : 'error',
    subject: subject.name,
    message: `ECS ${isDoubtful ? 'may refuse' : 'refuses'} ${what}: ${message.replace(/\.$/, '')}`,
    // Beside the line the part is named as a note; without a line it is all that says where.
    ...(place === undefined
      ? { why: [{ fact: `it is about ${partWords(part)}` }] }
      : { place, note: partWords(part), why: [] }),
    ...(verified ? { prints: `${answer}: ${message}`, printedIn: 'api' as const } : {}),
    fix: fixesOf(rule),
  }
}
