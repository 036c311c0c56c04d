import { catalogue } from '../failures/catalogue.ts'
import type { FailureEntry, FailureWhere, Wording } from '../failures/entry.ts'
import { causeGroups, type Cause } from './cause.ts'
import type { Fix, Settling } from './fix.ts'
import { vocabulary } from './vocabulary.ts'

const failures = new Map<string, FailureEntry>(catalogue.map((entry) => [entry.code, entry]))

const places: Readonly<Record<FailureWhere, string>> = {
  stoppedReason: 'the `stoppedReason` of the task',
  containerReason: 'the `reason` of a container',
  event: 'an event of the service',
  api: 'the answer to the call',
  log: 'the log of the container',
  exitCode: 'the exit code of a container',
}

/** The page about a cause as Markdown, with a newline at its end. Its links lead to other pages beside it. */
export function causePage(cause: Cause): string {
  const { code, group, summary, rationale, source, settle } = cause
  const { fix } = cause.tell({})
  return [
    `# ${code}`,
    `${sentence(summary)} Chapter ${group}, ${causeGroups[group]}.`,
    rationale,
    '## What ECS prints',
    ...printed(cause),
    '## How to tell it from others',
    ...sameMessages(cause),
    settle.map(settling).join('\n'),
    '## How to mend it',
    ...fix.flatMap(mend),
    '## Documentation',
    `<${source}>`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n')
}

/** The index of all pages, by chapter. */
export function causeIndex(): string {
  const chapters = Object.entries(causeGroups).flatMap(([letter, chapter]) => {
    const causes = vocabulary.filter(({ group }) => group === letter)
    if (causes.length === 0) return []
    return [
      `## ${letter} ${chapter}`,
      causes.map(({ code, summary }) => `- [${code}](${code}.md): ${summary}`).join('\n'),
    ]
  })
  return [
    '# Root causes',
    `The ${vocabulary.length} causes that \`seatrial why\` and \`seatrial check\` tell apart, and \`seatrial explain CODE\` prints. These pages are written by \`tools/cause-pages.ts\` from \`src/causes\`.`,
    ...chapters,
  ]
    .join('\n\n')
    .concat('\n')
}

function printed(cause: Cause): string[] {
  const codes = failureCodes(cause)
  if (codes.length === 0) {
    return ['ECS has no message of its own for it: it is recognised by words of the report and by facts.']
  }
  return codes.flatMap((code) => {
    const entry = failures.get(code)
    if (entry === undefined) throw new Error(`the catalogue has no failure ${code}`)
    const wording = shownWording(entry)
    if (wording === undefined) return []
    return [
      `${sentence(entry.summary).replace(/\.$/, '')}, in ${places[wording.where]}:`,
      fenced(holesNamed(wording), 'text'),
    ]
  })
}

/** What is printed today; where nothing ever is by ECS itself, the text by which the failure is recognised. */
function shownWording({ wordings }: FailureEntry): Wording | undefined {
  return wordings.find(({ onlyRead }) => !onlyRead) ?? wordings[0]
}

function holesNamed({ template }: Wording): string {
  return template.source.replaceAll(/\{(\w*):\w+\}/g, (_, name: string) => (name === '' ? '…' : `<${name}>`))
}

/** The other causes of the same messages, likeliest first. */
function sameMessages(cause: Cause): string[] {
  const codes = new Set(failureCodes(cause))
  const others = vocabulary
    .filter(({ code }) => code !== cause.code)
    .flatMap(({ code, signs }) => {
      const shared = signs.filter(({ failure }) => failure !== undefined && codes.has(failure))
      return shared.length === 0 ? [] : [{ code, share: Math.max(...shared.map(({ share }) => share)) }]
    })
    .toSorted((a, b) => b.share - a.share)
  const links = others.map(({ code }) => `[${code}](${code}.md)`)
  return links.length === 0 ? [] : [`The same messages come of ${links.join(', ')}.`]
}

function failureCodes({ signs }: Cause): string[] {
  return [...new Set(signs.flatMap(({ failure }) => failure ?? []))]
}

function settling({ what, how }: Settling): string {
  return `- ${what}: ${how
    .split(/, or:? /)
    .map(commandOrWords)
    .join(', or ')}`
}

function commandOrWords(how: string): string {
  return /^(?:aws|docker|curl|dig|openssl|nslookup) /.test(how) && !how.includes('`')
    ? `\`${how}\``
    : prose(how)
}

function mend({ title, text }: Fix): string[] {
  return [`${sentence(title).replace(/\.$/, '')}:`, fenced(text, language(text))]
}

function language(text: string): string {
  if (/^(?:aws|docker|curl|git|npm) /.test(text)) return 'sh'
  return /^(?:- )?['"]?[A-Z]\w*['"]?:(?:\s|$)/.test(text) ? 'yaml' : 'text'
}

function fenced(text: string, info: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${info}\n${text}\n${fence}`
}

/** Words that no Markdown is read into; what stands between backticks is left as it is. */
function prose(words: string): string {
  return words
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : part.replaceAll(/[*_<>[\]]/g, String.raw`\$&`)))
    .join('')
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}
