import { InputError } from '../inputs/input-error.ts'
import { formatProblems } from '../inputs/format-problems.ts'
import { openProject } from '../inputs/project/open-project.ts'
import type { Project } from '../inputs/project/open-project.ts'
import { ApiShapes } from './api-shapes.ts'
import { ProjectApplication } from './apply-project.ts'
import type { Progress } from './progress.ts'
import { forgetProject } from './project-row.ts'
import { removeAll } from './remove-resource.ts'
import { ResourceFailure } from './resource-failure.ts'
import type { RunOptions } from './run-options.ts'
import { StackRecord } from './stack-record.ts'
import type { StackRequest } from './stack-request.ts'

/** As long as this may a service take to become steady where something else of the template waits for it. */
const DEFAULT_WAIT_MS = 10 * 60 * 1000
const DEFAULT_REGION = 'us-east-1'

/** What a provisioner works on. */
export type ProvisionerOptions = Omit<RunOptions, 'report' | 'waitMs'> & {
  /** How long AWS may take to reach a state, in milliseconds; ten minutes where it is absent. */
  readonly waitMs?: number
}

type Report = (progress: Progress) => void

/** Applies projects to the local account, and removes their stacks, by calling AWS operations. */
export class Provisioner {
  private readonly options: ProvisionerOptions
  private last: Promise<void> = Promise.resolve()

  constructor(options: ProvisionerOptions) {
    this.options = options
  }

  /**
   * Brings the account to what a project says: what is new is made, what differs is changed, what is gone is removed.
   * What goes wrong with the project is reported as `failed`; what was made until then stays, and is continued when
   * the project is applied again.
   */
  async apply(request: StackRequest, report: Report): Promise<void> {
    await this.inTurn(() =>
      reporting(report, async () => {
        const project: Project = openProject(request.path)
        const application = new ProjectApplication(
          project,
          request,
          this.runOptions(report),
          request.region ?? DEFAULT_REGION,
        )
        return await application.run()
      }),
    )
  }

  /** Removes everything that a stack made. What refuses is reported at the end, and stays known. */
  async remove(stackName: string, region: string, report: Report): Promise<void> {
    await this.inTurn(() =>
      reporting(report, async () => {
        const options = this.runOptions(report)
        const scope = { account: options.account, region }
        const record = new StackRecord(options.store, scope, stackName, options.now)
        if (!record.row) throw failure(`there is no stack ${stackName} in ${region}`)
        await record.end('REMOVING')
        const failures = await removeAll(record.all(), record, new ApiShapes(), options)
        if (failures.length > 0) {
          await record.end('FAILED')
          const each = failures.map(
            ({ row, reason }) => `  ${row.logicalId} ${row.physicalId ?? ''}: ${reason}`,
          )
          throw failure(`stack ${stackName} is not removed:\n${each.join('\n')}`)
        }
        await forgetProject(options.store, scope, stackName)
        await record.forget()
        return {}
      }),
    )
  }

  private runOptions(report: Report): RunOptions {
    return { waitMs: DEFAULT_WAIT_MS, ...this.options, report }
  }

  /** One after another: two that work on one stack would undo each other's work. */
  private async inTurn(run: () => Promise<void>): Promise<void> {
    const turn = this.last.then(run)
    this.last = turn.catch(() => {})
    await turn
  }
}

function failure(message: string): ResourceFailure {
  return new ResourceFailure(message, '', message)
}

/** Reports the end. What is wrong with the project is its outcome; an error of Seatrial's own is thrown. */
async function reporting(
  report: Report,
  run: () => Promise<Readonly<Record<string, string>>>,
): Promise<void> {
  try {
    report({ kind: 'done', outputs: await run() })
  } catch (error) {
    if (error instanceof InputError) report({ kind: 'failed', message: formatProblems(error) })
    else if (error instanceof ResourceFailure) report({ kind: 'failed', message: error.message })
    else throw error
  }
}
