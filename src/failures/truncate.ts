/** The longest `stoppedReason` and container `reason` that ECS keeps (spec: LAUNCH §2). */
export const reasonLimit = 1024

/** Cuts a reason as the agent does: the first 1024 characters, without a mark. */
export function truncateReason(text: string): string {
  return text.length <= reasonLimit ? text : text.slice(0, reasonLimit)
}
