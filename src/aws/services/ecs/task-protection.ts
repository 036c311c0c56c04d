import type { ProtectedTask } from '@aws-sdk/client-ecs'
import type { TaskRow } from '../../../model/ecs/task.ts'

/** Whether a task is protected now, and until when. */
export function protectionView({ taskArn, protectedUntilMs }: TaskRow, now: number): ProtectedTask {
  if (protectedUntilMs === undefined || protectedUntilMs <= now) return { taskArn, protectionEnabled: false }
  return { taskArn, protectionEnabled: true, expirationDate: new Date(protectedUntilMs) }
}
