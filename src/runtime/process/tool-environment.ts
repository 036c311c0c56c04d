/** Where iproute2 and util-linux are when PATH does not say; an ordinary user's PATH often has no `sbin`. */
const systemPath = ['/usr/sbin', '/usr/bin', '/sbin', '/bin']

/**
 * The whole environment of the programs that make networks, and of agents: nothing of the daemon's own, which may
 * hold the developer's keys.
 */
export function toolEnvironment(): { PATH: string } {
  const own = (process.env['PATH'] ?? '').split(':').filter(Boolean)
  return { PATH: [...new Set([...own, ...systemPath])].join(':') }
}
