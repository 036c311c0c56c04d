/** Up to 255 letters, digits, underscores and hyphens. */
const resourceName = /^[a-zA-Z0-9_-]{1,255}$/

/** Whether a text may be the name of a cluster, service, family or container. */
export function isResourceName(name: string): boolean {
  return resourceName.test(name)
}
