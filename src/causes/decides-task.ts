import type { EvaluatedLaunch } from '../launch/evaluated-launch.ts'

/** Whether a task fails with this container: it is essential, or another one waits for more than its start. */
export function decidesTask({ task }: EvaluatedLaunch, container: string): boolean {
  return task.containers.some(({ name, essential, definition }) =>
    name === container
      ? essential
      : (definition.dependsOn ?? []).some(
          ({ containerName, condition }) => containerName === container && condition !== 'START',
        ),
  )
}
