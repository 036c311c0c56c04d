import { closeSync, openSync, readSync } from 'node:fs'
import { basename } from 'node:path'
import { inputError, type InputError } from '../input-error.ts'
import { displayPath } from '../syntax/read-file.ts'
import { isStream, readStream } from '../syntax/stream.ts'

/** A file of a tool that has to be run before there is anything to check. */
interface Foreign {
  readonly message: string
  readonly expected: string
  readonly remedy: string
}

const shownPlan =
  'run `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`, and check plan.json'
const plan = 'the output of `terraform show -json`, of a plan or a state'

const besides = /^(?:LICENSE|NOTICE)$|\.(?:md|markdown|rst|adoc|png|jpe?g|gif|svg|pdf)$/i

/** Told by their names. */
const byName: readonly (readonly [name: RegExp, Foreign])[] = [
  [
    /\.(?:tf|tofu|tfvars)(?:\.json)?$/,
    {
      message: "this is Terraform's own language: what it makes is known once it is planned",
      expected: plan,
      remedy: shownPlan,
    },
  ],
  [
    /\.(?:jsonnet|libsonnet)$/,
    {
      message: 'this is Jsonnet, a program that writes JSON',
      expected: 'task definitions and services as JSON',
      remedy:
        'render it first, as `ecspresso render taskdef > ecs-task-def.json` or `jsonnet FILE` does, and check the result',
    },
  ],
  [
    besides,
    {
      message: 'this is for people to read',
      expected: 'a template, a plan or task definitions',
      remedy: 'name the folder it is in, or the file beside it that is deployed',
    },
  ],
  [
    /^cdk\.json$/,
    {
      message: 'this says how the CDK is run',
      expected: 'a cdk.out',
      remedy: 'run `cdk synth`, and check cdk.out',
    },
  ],
]

/** Whether a file is a text or a picture for people: `infra/*` names it beside what is meant. */
export function isForPeople(path: string): boolean {
  return besides.test(basename(path))
}

/** The beginning of a ZIP archive: Terraform keeps plans as one whose first entry has this name. */
const archive = 'PK\u0003\u0004'
const planEntry = /^PK\u0003\u0004[\s\S]{26}tfplan/

const headBytes = 64

/** The error of a file that some tool has to turn into something else first; undefined where it is none of these. */
export function foreignFile(path: string): InputError | undefined {
  const file = displayPath(path)
  const named = foreignNamed(basename(path))
  if (named) return inputError(named.message, { file }, named)
  const head = headOf(path)
  if (planEntry.test(head)) {
    return inputError(
      'this is a plan as Terraform keeps it, and only Terraform can read that',
      { file },
      {
        expected: plan,
        remedy: `run \`terraform show -json ${basename(path)} > plan.json\` where it was planned, and check plan.json`,
      },
    )
  }
  if (/^\s*\{"@level":/.test(head)) {
    const message = 'this is what `terraform plan -json` says while it works, not the plan'
    return inputError(message, { file }, { expected: plan, remedy: shownPlan })
  }
  if (!head.startsWith(archive)) return undefined
  return inputError('this is a ZIP archive', { file }, { remedy: 'unpack it, and check what is in it' })
}

/** The same for a folder without anything else: what the first such file in it asks for. */
export function foreignIn(names: readonly string[]): Pick<Foreign, 'remedy'> | undefined {
  return names.map(foreignNamed).find((foreign) => foreign !== undefined)
}

function foreignNamed(name: string): Foreign | undefined {
  return byName.find(([pattern]) => pattern.test(name))?.[1]
}

/** The first bytes of a file, each as a character; nothing of one that cannot be read, which is told later. */
function headOf(path: string): string {
  if (isStream(path)) return readStream(path).subarray(0, headBytes).toString('latin1')
  try {
    const descriptor = openSync(path, 'r')
    try {
      const head = Buffer.alloc(headBytes)
      return head.subarray(0, readSync(descriptor, head, 0, headBytes, 0)).toString('latin1')
    } finally {
      closeSync(descriptor)
    }
  } catch {
    return ''
  }
}
