import { causePage } from '../../causes/cause-page.ts'
import { causeGroups, type CauseGroup } from '../../causes/cause.ts'
import { vocabulary } from '../../causes/vocabulary.ts'
import { nearestName } from '../../inputs/nearest-name.ts'
import { CommandError, exitCodes } from '../exit-codes.ts'

/** Prints the page of a cause, or the list of all. */
export async function explain(
  code: string | undefined,
  options: { readonly json?: boolean },
): Promise<number> {
  if (code === undefined) {
    list(options)
    return exitCodes.ok
  }
  const cause = vocabulary.find((one) => one.code === code)
  if (cause === undefined) {
    const near = nearestName(
      code,
      vocabulary.map((one) => one.code),
    )
    const hint = near === undefined ? 'seatrial explain lists all' : `did you mean ${near}?`
    throw new CommandError(`there is no cause ${code}: ${hint}`, exitCodes.usage)
  }
  const { group, summary, rationale, source, settle } = cause
  const { fix } = cause.tell({})
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ code, group, summary, rationale, source, settle, fix }, undefined, 2)}\n`
      : `${causePage(cause)}\n`,
  )
  return await Promise.resolve(exitCodes.ok)
}

function list({ json }: { readonly json?: boolean }): void {
  if (json) {
    const rows = vocabulary.map(({ code, group, summary }) => ({ code, group, summary }))
    process.stdout.write(`${JSON.stringify(rows, undefined, 2)}\n`)
    return
  }
  const width = Math.max(...vocabulary.map(({ code }) => code.length))
  for (const [letter, chapter] of Object.entries(causeGroups)) {
    process.stdout.write(`${letter}  ${chapter}\n`)
    for (const { code, summary } of vocabulary.filter(({ group }) => group === (letter as CauseGroup)))
      process.stdout.write(`   ${code.padEnd(width)}  ${summary}\n`)
  }
}
