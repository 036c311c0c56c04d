import type { FreshIds } from '../../aws/operation.ts'
import { issueRoleSession } from '../../aws/services/sts/issue-role-session.ts'
import { revokeTaskSessions } from '../../aws/services/sts/revoke-task-sessions.ts'
import { roleOfArn } from '../../model/iam/role-of-arn.ts'
import { effectiveTask } from '../../launch/effective-task.ts'
import type { TaskRow } from '../../model/ecs/task.ts'
import type { LaunchRequest } from '../../model/launch/request.ts'
import type { AgentDocuments } from '../../model/sandbox.ts'
import type { StateStore } from '../../model/state.ts'
import { scopeOfArn } from './scope.ts'

/** The credentials of a task's role: their id in the agent's path, and what the agent answers. */
export interface IssuedCredentials {
  readonly id: string
  readonly document: NonNullable<AgentDocuments['credentials']>
  readonly expiresAtMs: number
}

/** ECS rotates task credentials well before they expire. */
const LIFETIME_MS = 6 * 3_600_000
const ROTATE_BEFORE_MS = 30 * 60_000

/** Issues the credentials of task roles: short-lived, one task's only, gone with it. */
export class TaskCredentials {
  private readonly store: StateStore
  private readonly fresh: FreshIds
  private readonly now: () => number
  /** By task ARN; undefined for a task without a role. */
  private readonly issued = new Map<string, IssuedCredentials | undefined>()

  constructor(store: StateStore, fresh: FreshIds, now: () => number) {
    this.store = store
    this.fresh = fresh
    this.now = now
  }

  /** The id under which a task's containers find their credentials: stable for the task's life. */
  idOf(task: TaskRow, request: LaunchRequest): string | undefined {
    if (effectiveTask(request).taskRoleArn === undefined) return undefined
    const hex = task.taskId
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
  }

  /** Credentials for a task's role; undefined where it has none. Called again, they are new. */
  issue(task: TaskRow, request: LaunchRequest): IssuedCredentials | undefined {
    const id = this.idOf(task, request)
    const { taskRoleArn } = effectiveTask(request)
    const scope = scopeOfArn(task.taskArn)
    const role = taskRoleArn === undefined ? undefined : roleOfArn(this.store.view(scope), taskRoleArn)
    if (id === undefined || taskRoleArn === undefined || !role) {
      this.issued.set(task.taskArn, undefined)
      return undefined
    }
    const session = {
      role,
      sessionName: task.taskId,
      durationSeconds: LIFETIME_MS / 1000,
      taskArn: task.taskArn,
    }
    const { result: key } = this.store.transact(scope, (tx) =>
      issueRoleSession(tx, session, { now: this.now(), fresh: this.fresh }),
    )
    const { expiresAtMs } = key
    const issued: IssuedCredentials = {
      id,
      expiresAtMs,
      document: {
        RoleArn: taskRoleArn,
        AccessKeyId: key.accessKeyId,
        SecretAccessKey: key.secretAccessKey,
        Token: key.sessionToken,
        Expiration: new Date(expiresAtMs).toISOString().replace(/\.\d+Z$/, 'Z'),
      },
    }
    this.issued.set(task.taskArn, issued)
    return issued
  }

  /** What a task's containers have now; issued where this daemon has not done so yet. */
  current(task: TaskRow, request: LaunchRequest): IssuedCredentials | undefined {
    return this.issued.has(task.taskArn) ? this.issued.get(task.taskArn) : this.issue(task, request)
  }

  /** The tasks whose credentials near their end. */
  due(): string[] {
    const before = this.now() + ROTATE_BEFORE_MS
    return [...this.issued].flatMap(([taskArn, issued]) =>
      issued !== undefined && issued.expiresAtMs <= before ? [taskArn] : [],
    )
  }

  revoke(task: TaskRow): void {
    this.issued.delete(task.taskArn)
    const { durable } = this.store.transact(scopeOfArn(task.taskArn), (tx) =>
      revokeTaskSessions(tx, task.taskArn),
    )
    // The journal tells of a disk that cannot be written to whoever waits for it.
    durable?.catch(() => undefined)
  }
}
