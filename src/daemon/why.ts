import { accountImages } from '../aws/account-images.ts'
import { launchOfService, launchOfTask, type AccountLaunchOptions } from '../aws/account-launches.ts'
import type { WorldObjects } from '../aws/account-world.ts'
import { readEnvFileTexts } from '../aws/env-file-texts.ts'
import { loadActionCatalogue, type ActionCatalogue } from '../iam/action-catalogue.ts'
import { diagnoseReport } from '../causes/diagnose.ts'
import type { Diagnosis } from '../causes/diagnosis.ts'
import type { FailureReport, ReportMessage } from '../failures/report/failure-report.ts'
import { parseArn } from '../model/arn.ts'
import { deployments, serviceEvents, services, tasks } from '../model/ecs/tables.ts'
import type { EvaluatedLaunch, LaunchOutcome } from '../launch/evaluated-launch.ts'
import type { ObjectStore } from '../model/objects.ts'
import type { View } from '../model/state.ts'
import type { Store } from '../store/store.ts'

/** What is asked about: a task or a service of this account. */
export type WhyTarget = { readonly taskArn: string } | { readonly serviceArn: string }

/** What the daemon has to answer with. */
export interface WhySources {
  readonly store: Store
  readonly objects: ObjectStore
  readonly now: () => number
  /** Whether only images that a project says how to run can be started. */
  readonly onlyKnownImages: boolean
}

/** Newest events of a service that are read: older ones are about what was. */
const EVENTS_READ = 5

/** Says why a task or service of the local account fails, from what ECS printed and from the whole account. */
export async function diagnoseTarget(sources: WhySources, target: WhyTarget): Promise<Diagnosis> {
  const arn = 'taskArn' in target ? target.taskArn : target.serviceArn
  const { region = '', account = '' } = parseArn(arn) ?? {}
  const view = sources.store.view({ region, account })
  // Once with the account's rows alone, to learn which files and actions it is about; then with what is known of them.
  const first = launchOf(view, target, options(sources, view, new Map()))
  if (first === undefined) return diagnoseReport({ messages: [], names: [] }, [])
  const files = await readEnvFileTexts(view, first.request, sources.objects)
  const catalogue = await catalogueOf(first)
  const launch =
    files.size === 0 && catalogue === undefined
      ? first
      : launchOf(view, target, { ...options(sources, view, files), ...(catalogue && { catalogue }) })
  return diagnoseReport(reportOf(view, target, launch?.outcome), launch === undefined ? [] : [launch])
}

/** The actions of the services at which something is denied: those of all would take too long to load. */
async function catalogueOf({ steps }: EvaluatedLaunch): Promise<ActionCatalogue | undefined> {
  const denied = steps
    .flatMap(({ inSubnets }) => inSubnets.flatMap(({ troubles }) => troubles))
    .flatMap(({ ground }) => (ground.kind === 'access' ? [ground.request.action.split(':')[0] ?? ''] : []))
  return denied.length === 0 ? undefined : await loadActionCatalogue(denied)
}

function options(sources: WhySources, view: View, objects: WorldObjects): AccountLaunchOptions {
  return { objects, images: accountImages(view, sources.onlyKnownImages), now: sources.now() }
}

function launchOf(view: View, target: WhyTarget, given: AccountLaunchOptions): EvaluatedLaunch | undefined {
  if ('taskArn' in target) {
    const task = view.get(tasks, target.taskArn)
    return task && launchOfTask(view, task, given)
  }
  const service = view.get(services, target.serviceArn)
  return service && launchOfService(view, service, given)
}

/** What ECS printed: of the task, and where no task came to be, the newest events of a service that is not steady or idle. */
function reportOf(view: View, target: WhyTarget, outcome: LaunchOutcome | undefined): FailureReport {
  const messages = outcome === undefined ? [] : messagesOf(outcome)
  if (messages.length > 0 || 'taskArn' in target) return { messages, names: [] }
  const own = view.by(deployments, 'service', target.serviceArn)
  const isSteady = [...own].some(({ status, steady }) => status === 'PRIMARY' && steady)
  // One that is steady without a task is what it was asked for, and may be what somebody wonders about.
  const isIdle = view.get(services, target.serviceArn)?.desiredCount === 0
  if (isSteady && !isIdle) return { messages, names: [] }
  const events = view.get(serviceEvents, target.serviceArn)?.events ?? []
  return {
    messages: events.slice(0, EVENTS_READ).map(({ message }) => ({ text: message, source: 'events' })),
    names: [],
  }
}

function messagesOf({ stoppedReason, containers }: LaunchOutcome): ReportMessage[] {
  const said = [
    { text: stoppedReason, source: 'stoppedReason' },
    ...containers.flatMap(({ name, reason, exitCode, healthStatus, log }) => [
      { text: reason, source: `${name}.reason` },
      {
        text: exitCode ? `container ${name} ended with exit code ${exitCode}` : undefined,
        source: `${name}.exitCode`,
      },
      { text: healthStatus === 'UNHEALTHY' ? `container ${name} is UNHEALTHY` : undefined, source: name },
      { text: exitCode ? log.join('\n') : undefined, source: `log of ${name}` },
    ]),
  ]
  return said.flatMap(({ text, source }) => (text ? [{ text, source }] : []))
}
