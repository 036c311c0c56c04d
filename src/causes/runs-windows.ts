import type { EvaluatedLaunch } from '../launch/evaluated-launch.ts'

/** Whether the containers of a launch are of Windows, where programs are found and command lines are read otherwise. */
export function runsWindows({ request }: EvaluatedLaunch): boolean {
  return request.definition.runtimePlatform?.operatingSystemFamily?.startsWith('WINDOWS') ?? false
}
