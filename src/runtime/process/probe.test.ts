import { describe, expect, it } from 'vitest'
import { probeProcessRuntime } from './probe.ts'
import type { ProbeMachine } from './probe.ts'

/** A machine on which all is well but what the changes say. */
const machine = (changes: Partial<ProbeMachine>): ProbeMachine => ({
  platform: 'linux',
  run: () => Promise.resolve(),
  read: () => undefined,
  ...changes,
})
const refusing = (complaint: string) => (file: string, args: readonly string[]) =>
  file === 'unshare' && args.includes('true') ? Promise.reject(new Error(complaint)) : Promise.resolve()
const settings = (values: Record<string, string>) => (path: string) => values[path]

describe('the probe of the process runtime', () => {
  it('finds nothing wrong where all is well', async () => {
    expect(await probeProcessRuntime(machine({}))).toEqual({ usable: true })
  })

  it.each<[string, Partial<ProbeMachine>, RegExp, RegExp]>([
    ['another system', { platform: 'darwin' }, /Linux only/, /--runtime docker/],
    [
      'a missing program',
      { run: (file) => (file === 'ip' ? Promise.reject(new Error('spawn ip ENOENT')) : Promise.resolve()) },
      /program ip is not installed/,
      /iproute2/,
    ],
    [
      'AppArmor',
      {
        run: refusing('unshare: write failed /proc/self/uid_map: Operation not permitted'),
        read: settings({ '/proc/sys/kernel/apparmor_restrict_unprivileged_userns': '1\n' }),
      },
      /AppArmor .*uid_map/,
      /apparmor_restrict_unprivileged_userns=0/,
    ],
    [
      'the kernel setting of Debian 10',
      { run: refusing('EPERM'), read: settings({ '/proc/sys/kernel/unprivileged_userns_clone': '0\n' }) },
      /kernel keeps ordinary users/,
      /unprivileged_userns_clone=1/,
    ],
    [
      'no user namespaces',
      { run: refusing('ENOSPC'), read: settings({ '/proc/sys/user/max_user_namespaces': '0\n' }) },
      /no user namespaces/,
      /max_user_namespaces=15000/,
    ],
    [
      'a container',
      { run: refusing('EPERM'), read: settings({ '/.dockerenv': '' }) },
      /this container/,
      /seccomp=unconfined/,
    ],
    ['an unknown refusal', { run: refusing('EPERM') }, /refused \(EPERM\)/, /max_user_namespaces/],
    [
      'no bridge in the kernel',
      {
        run: (_, args) =>
          args.includes('-c')
            ? Promise.reject(new Error('step bridge\nError: Unknown device type.'))
            : Promise.resolve(),
      },
      /\(Error: Unknown device type\.\)/,
      /modprobe bridge/,
    ],
    [
      'a masked /proc',
      {
        run: (_, args) =>
          args.includes('-c')
            ? Promise.reject(
                new Error('step bridge\nstep veth\nstep mount\nstep proc\nunshare: mount /proc failed'),
              )
            : Promise.resolve(),
      },
      /mount \/proc failed/,
      /systempaths=unconfined/,
    ],
  ])('says what to change: %s', async (_, changes, reason, remedy) => {
    const probe = await probeProcessRuntime(machine(changes))
    expect(probe).toMatchObject({
      usable: false,
      reason: expect.stringMatching(reason),
      remedy: expect.stringMatching(remedy),
    })
  })
})
