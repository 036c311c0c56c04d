/**
 * The id of a container in the metadata paths and its `DockerId`: on Fargate the task's id and a number. The same
 * container of the same task always gets the same one, so that a restarted daemon need not remember it.
 */
export function containerMetadataId(taskId: string, containerName: string): string {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(`${taskId}/${containerName}`)) hash = Math.imul(hash ^ byte, 0x01000193)
  return `${taskId}-${hash >>> 0}`
}
