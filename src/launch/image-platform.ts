/**
 * Whether one of an image's platforms is this one: `linux/arm64/v8` is `linux/arm64`. An image of which no platform is
 * known runs anywhere.
 */
export function runsOn(platforms: readonly string[], platform: string): boolean {
  if (platforms.length === 0) return true
  return platforms.some((one) => one === platform || one.startsWith(`${platform}/`))
}
