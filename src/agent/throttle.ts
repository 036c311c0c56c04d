/** Says whether one more request is within the limit; counts it when it is. */
export type Throttle = (nowMs: number) => boolean

/** Makes a token bucket: `burst` requests at once, refilled by `perSecond`. */
export function createThrottle(perSecond: number, burst: number): Throttle {
  let tokens = burst
  let last: number | undefined
  return (nowMs) => {
    tokens = Math.min(burst, tokens + ((nowMs - (last ?? nowMs)) / 1000) * perSecond)
    last = nowMs
    if (tokens < 1) return false
    tokens -= 1
    return true
  }
}
