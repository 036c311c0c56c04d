import type { DaemonClient } from '../daemon-client.ts'
import { CommandError, exitCodes } from '../exit-codes.ts'

/** Prints the events of one service, or of all, oldest first. */
export async function events(
  client: DaemonClient,
  service: string | undefined,
  options: { readonly json?: boolean },
): Promise<number> {
  const { services } = await client.overview()
  const chosen = service === undefined ? services : services.filter(({ name }) => name === service)
  if (service !== undefined && chosen.length === 0) {
    const known = services.map(({ name }) => name).join(', ')
    throw new CommandError(`there is no service ${service}; there are: ${known || 'none'}`, exitCodes.usage)
  }
  const all = chosen
    .flatMap(({ name, cluster, events: own }) => own.map((event) => ({ service: name, cluster, ...event })))
    .toReversed()
    .toSorted((a, b) => a.atMs - b.atMs)
  for (const { atMs, message, ...rest } of all) {
    const createdAt = new Date(atMs).toISOString()
    process.stdout.write(
      options.json ? `${JSON.stringify({ createdAt, message, ...rest })}\n` : `${createdAt} ${message}\n`,
    )
  }
  return exitCodes.ok
}
