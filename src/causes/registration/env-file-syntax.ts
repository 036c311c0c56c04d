import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import {
  envFileTroubles,
  type EnvFileLine,
  type EnvFileTrouble,
} from '../../launch/registration/env-file-syntax.ts'
import type { CheckFinding } from '../check-report.ts'

/** A finding names at most this many lines. */
const maxLines = 5

/** What becomes of such lines, and what to write instead. */
const words: Readonly<Record<EnvFileTrouble, { readonly what: string; readonly fix: string }>> = {
  quoted: { what: 'the quotes are part of the value', fix: 'NAME=value' },
  exported: { what: '`export` is part of the name', fix: 'NAME=value' },
  spaced: { what: 'the spaces around `=` are part of the name and the value', fix: 'NAME=value' },
  commented: {
    what: 'what follows # is part of the value',
    fix: '# a comment has a line of its own\nNAME=value',
  },
  interpolated: { what: 'nothing is put in for ${…}', fix: 'NAME=the whole value' },
  ignored: { what: 'a line without a name and `=` is ignored', fix: 'NAME=value' },
  'byte-order-mark': {
    what: 'the byte order mark of the file is part of the first name',
    fix: "sed -i '1s/^\\xEF\\xBB\\xBF//' FILE",
  },
  blank: {
    what: 'Fargate leaves variables with a blank value out',
    fix: 'Environment:\n  - Name: NAME\n    Value: ""',
  },
}

/** Env files that ECS reads otherwise than a shell does, as far as their text is known. Values are never shown. */
export function envFileFindings(launch: EvaluatedLaunch): CheckFinding[] {
  return launch.steps.flatMap(({ step: { id, requires } }) => {
    if (requires.kind !== 'env-file') return []
    const object = launch.world.object(requires.bucket, requires.key)
    if (!object.known || object.absent || !object.value.text.known || object.value.text.absent) return []
    const lines = envFileTroubles(object.value.text.value).filter(
      // Only Fargate leaves blank values out (spec LAUNCH step 5, rule 8).
      ({ trouble }) => trouble !== 'blank' || launch.request.launchType === 'FARGATE',
    )
    const source = object.source
    const file = { arn: requires.arn, part: id, ...(source === undefined ? {} : { source }) }
    return [...new Set(lines.map(({ trouble }) => trouble))].map((trouble) => {
      const alike = lines.filter((line) => line.trouble === trouble)
      return findingOf(launch, file, trouble, alike)
    })
  })
}

interface ReadFile {
  readonly arn: string
  readonly part: string
  readonly source?: string
}

function findingOf(
  { subject, placeOf }: EvaluatedLaunch,
  { arn, part, source }: ReadFile,
  trouble: EnvFileTrouble,
  lines: readonly EnvFileLine[],
): CheckFinding {
  const place = placeOf?.(part)
  const { what, fix } = words[trouble]
  const key = arn.slice(arn.lastIndexOf(':') + 1)
  return {
    code: 'env-file-syntax',
    severity: 'warning',
    subject: subject.name,
    message: `ECS does not read env file ${key} as a shell does: ${what} (${lineWords(lines)})`,
    ...(place === undefined ? {} : { place }),
    why: lines.slice(0, maxLines).map(({ line, name }) => ({
      fact: name === undefined ? `line ${line} is ignored` : `line ${line} sets \`${name}\``,
      ...(source === undefined ? {} : { source }),
    })),
    fix: [{ title: 'write it as ECS reads it', text: fix }],
  }
}

function lineWords(lines: readonly EnvFileLine[]): string {
  const numbers = lines.slice(0, maxLines).map(({ line }) => line)
  const more = lines.length - numbers.length
  const label = lines.length === 1 ? 'line' : 'lines'
  return `${label} ${numbers.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
