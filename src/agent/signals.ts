import { constants } from 'node:os'

/** glibc's SIGRTMIN and SIGRTMAX, which Node does not know. */
const realTime: Readonly<Record<string, number>> = { SIGRTMIN: 34, SIGRTMAX: 64 }

/**
 * The number of a stop signal as images write it: `SIGTERM`, `term`, `15`, `SIGRTMIN+3`. SIGTERM for what is no
 * signal, as it is the default of `stopSignal`.
 */
export function signalNumber(name: string): number {
  const match = /^(?:(?<number>\d+)|(?:SIG)?(?<name>[A-Z0-9]+?)(?<offset>[+-]\d+)?)$/.exec(
    name.trim().toUpperCase(),
  )
  if (match?.groups === undefined) return constants.signals.SIGTERM
  const { number, name: word, offset } = match.groups
  const value =
    number === undefined
      ? (realTime[`SIG${word}`] ?? constants.signals[`SIG${word}` as NodeJS.Signals])
      : Number(number)
  const signal = (value ?? constants.signals.SIGTERM) + Number(offset ?? 0)
  return signal >= 1 && signal <= 64 ? signal : constants.signals.SIGTERM
}

/** The exit code as a shell tells it: 128 + signal where a signal ended the program. */
export function exitCodeOf(code: number | null, signal: NodeJS.Signals | null): number {
  if (signal !== null) return 128 + constants.signals[signal]
  return code ?? 0
}
