import { basename, isAbsolute, relative, resolve } from 'node:path'
import type { ActionCatalogue } from '../../iam/action-catalogue.ts'
import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { IgnoreSettings, ImageSettings, ProjectSettings } from '../../model/project.ts'
import type { EvaluatedValue, Source, Sourced, Template, TemplateResource } from '../../model/template.ts'
import { parseTemplate } from '../cloudformation/parse-template.ts'
import { InputError, inputError, type Place, type Problem } from '../input-error.ts'
import { stackName, type ProjectStack } from '../project/open-project.ts'
import { cloudFormationRecords } from '../records/cloudformation-records.ts'
import { defaultAccount, defaultRegion, likelyPlace } from '../records/likely-place.ts'
import { OutsideAnswers } from '../records/outside-answers.ts'
import { ProjectRecords } from '../records/project-records.ts'
import type { AssumedPlace, MisplacedProperty } from '../records/read-records.ts'
import type { StackToRead } from '../records/stack-values.ts'
import { UnknownNames } from '../records/unknown-names.ts'
import type { WorldRecord } from '../records/world-record.ts'
import { displayPath, readTextFile } from '../syntax/read-file.ts'
import { factsOf } from './facts-of.ts'
import { launchesOf } from './launches-of.ts'
import { nestedTemplateFile } from './nested-template-file.ts'
import { isForPeople } from './foreign-file.ts'
import { openInput, type OpenedInput } from './open-input.ts'
import type { ProjectFacts } from './project-facts.ts'

/** What a project does not say itself. */
export interface OpenWorldOptions {
  /** Twelve digits. Missing: what the project's own ARNs name, or `000000000000`. */
  readonly account?: string
  /** Missing: what `seatrial.yaml` or the project's own ARNs name, or `us-east-1`. */
  readonly region?: string
  /** Tells misspelt actions in near misses. */
  readonly catalogue?: ActionCatalogue
  /** What files are named from: the folder of the input, or the current folder, as a code host wants it. */
  readonly namedFrom?: 'input' | 'current-folder'
}

/** A project with everything that can be checked in it. */
export interface OpenedWorld {
  readonly launches: readonly EvaluatedLaunch[]
  /** What could not be read or evaluated: resources that are wrong, services of task definitions from elsewhere. */
  readonly problems: readonly Problem[]
  /** Properties that a deployment refuses, and that are taken for unknown or left out here. */
  readonly misplaced: readonly MisplacedProperty[]
  /** The texts of its files, by the name that places have, for excerpts. */
  readonly sources: ReadonlyMap<string, string>
  readonly records: ProjectRecords
  /** What its records answer, to be added to. */
  readonly facts: ProjectFacts
  /** Findings that its settings say it lives with. */
  readonly ignore: readonly IgnoreSettings[]
}

/**
 * Opens one or several inputs as one world: a CloudFormation or SAM template, a `cdk.out`, a folder with one of them,
 * task definitions and services as JSON, the output of `terraform show -json`. Places are told relative to the folder
 * of the input. Throws an InputError that says what was expected where an input is none of these, cannot be read, or
 * has nothing that ECS would start.
 */
export function openWorld(path: string | readonly string[], options: OpenWorldOptions = {}): OpenedWorld {
  const inputs = openInputs(typeof path === 'string' ? [path] : path)
  const assumed = likelyPlace(inputs.flatMap(({ texts }) => [...texts.values()]))
  const texts = new Map(inputs.flatMap((input) => [...input.texts]))
  const shown = displayFrom(inputs, options.namedFrom ?? 'input')
  const placeOfInput = (input: OpenedInput): AssumedPlace => ({
    account: options.account ?? assumed.account ?? defaultAccount,
    region: options.region ?? input.settings?.region?.value ?? assumed.region ?? defaultRegion,
  })
  const nameOf = stackNames(inputs)
  const stacks = inputs.flatMap((input) =>
    input.stacks.map((stack) =>
      stackToRead({ ...stack, name: nameOf(stack) }, placeOfInput(input), options, texts),
    ),
  )
  const unknowns = new UnknownNames()
  const read = [
    cloudFormationRecords(stacks, unknowns),
    ...inputs.map((input) => input.read(placeOfInput(input))),
  ]
  const records = new ProjectRecords(
    read.flatMap((one) => one.records).map((record) => shownRecord(record, shown)),
    unknowns,
    new OutsideAnswers(saidToBeComplete(inputs)),
  )
  const facts = factsOf(records, besideRecords(inputs, options, shown))
  const { launches, problems } = launchesOf(facts)
  const wrong = read.flatMap((one) => one.problems)
  const express = records.ofType('AWS::ECS::ExpressGatewayService').map(notLookedAt)
  const nothing = launches.length + problems.length + wrong.length + express.length === 0
  const empty = nothing ? records.ofType('AWS::ECS::Cluster').map(emptyCluster) : []
  if (nothing && empty.length === 0) throw nothingToStart(inputs)
  return {
    launches,
    problems: [
      ...wrong.map((problem) => ({ ...problem, source: shown(problem.source) })),
      ...problems,
      ...express,
      ...empty,
    ],
    misplaced: read
      .flatMap((one) => one.misplaced ?? [])
      .map((one) => ({ ...one, source: shown(one.source) })),
    sources: new Map([...texts].map(([file, text]) => [shown({ file: displayPath(file) }).file, text])),
    records,
    facts,
    ignore: inputs.flatMap(({ settings }) => settings?.ignore ?? []),
  }
}

/** Opens every input; what is wrong with any is told together. A README named beside others is left out. */
function openInputs(paths: readonly string[]): readonly OpenedInput[] {
  const problems: Problem[] = []
  const meant = paths.filter((path) => !isForPeople(path))
  const inputs = (meant.length > 0 ? meant : paths).flatMap((path) => {
    try {
      return [openInput(path)]
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      problems.push(...error.problems)
      return []
    }
  })
  if (problems.length > 0) throw new InputError(problems)
  return inputs
}

/** The settings that say so, where those of every input do. */
function saidToBeComplete(inputs: readonly OpenedInput[]): string | undefined {
  const said = inputs.every(({ settings }) => settings?.complete === true)
  return said ? inputs[0]?.settings?.file : undefined
}

type Shown = <P extends Place>(place: P) => P

/** Names files relative to the folder of the input that they lie in, or to the current one. */
function displayFrom(inputs: readonly OpenedInput[], from: 'input' | 'current-folder'): Shown {
  const names = new Map<string, string>()
  const nameOf = (file: string): string => {
    const path = resolve(file)
    const inside = inputs
      .map(({ base }) => relative(base, path))
      .find((name) => name !== '' && !name.startsWith('..') && !isAbsolute(name))
    // With several inputs only the name from the current folder tells files apart.
    return inputs.length === 1 && from === 'input' ? (inside ?? file) : displayPath(path)
  }
  return (place) => {
    const name = names.get(place.file) ?? nameOf(place.file)
    names.set(place.file, name)
    return name === place.file ? place : { ...place, file: name }
  }
}

function shownRecord(record: WorldRecord, shown: Shown): WorldRecord {
  const { source, placeOf } = record
  return {
    ...record,
    source: shown(source),
    placeOf: (path) => {
      const place: Source | undefined = placeOf(path)
      return place && shown(place)
    },
  }
}

/** Stacks are called after their folder. Those of one folder are told apart by their files, or else by their order. */
function stackNames(inputs: readonly OpenedInput[]): (stack: ProjectStack) => string {
  const names = new Map<ProjectStack, string>()
  const taken = new Set<string>()
  const stacks = inputs.flatMap((input) => input.stacks)
  for (const stack of stacks) {
    const isAlone = stacks.filter(({ name }) => name === stack.name).length === 1
    const own = isAlone ? stack.name : stackName(basename(stack.template.file).replace(/\.[^.]+$/, ''))
    const name = taken.has(own) ? `${own}-${taken.size}` : own
    taken.add(name)
    names.set(stack, name)
  }
  return (stack) => names.get(stack) ?? stack.name
}

function stackToRead(
  stack: ProjectStack,
  place: AssumedPlace,
  { account, region }: OpenWorldOptions,
  texts: Map<string, string>,
): StackToRead {
  const { name, template, parameters, ssmDefaults } = stack
  const given = { region: region ?? stack.region, account: account ?? stack.accountId }
  return {
    name,
    region: given.region ?? place.region,
    account: given.account ?? place.account,
    assumed: [
      ...(given.region === undefined ? [place.region] : []),
      ...(given.account === undefined ? [place.account] : []),
    ],
    template,
    parameters,
    ssmDefaults,
    nestedTemplate: (resource, url) => nestedTemplate(template, resource, url, texts),
  }
}

function nestedTemplate(
  parent: Template,
  resource: TemplateResource,
  url: EvaluatedValue | undefined,
  texts: Map<string, string>,
): Template | undefined {
  const file = nestedTemplateFile(parent, resource, url)
  if (file === undefined) return undefined
  const text = readTextFile(file)
  texts.set(file, text)
  return parseTemplate(text, displayPath(file), { openLoops: 'left out' })
}

function besideRecords(
  inputs: readonly OpenedInput[],
  { catalogue }: OpenWorldOptions,
  shown: Shown,
): Pick<ProjectFacts, 'settings' | 'catalogue'> {
  const settings = inputs.map((input) => input.settings).find((one) => one !== undefined)
  return {
    ...(settings ? { settings: shownSettings(settings, shown) } : {}),
    ...(catalogue ? { catalogue } : {}),
  }
}

function shownSettings(settings: ProjectSettings, shown: Shown): ProjectSettings {
  const buckets = settings.buckets.map((bucket) => ({
    ...bucket,
    source: shown(bucket.source),
    objects: bucket.objects.map((object) => ({ ...object, source: shown(object.source) })),
  }))
  const images = settings.images.map((image) => shownImage(image, shown))
  return { ...settings, buckets, images }
}

function shownImage({ programs, needs, ...image }: ImageSettings, shown: Shown): ImageSettings {
  const at = <T>({ value, source }: Sourced<T>): Sourced<T> => ({ value, source: shown(source) })
  return {
    ...image,
    source: shown(image.source),
    ...(programs && { programs: at(programs) }),
    ...(needs && {
      needs: {
        environment: needs.environment.map(at),
        ...(needs.memoryMiB && { memoryMiB: at(needs.memoryMiB) }),
      },
    }),
  }
}

function emptyCluster({ id, source }: WorldRecord): Problem {
  return {
    message: `what runs in cluster ${id} is described somewhere else`,
    source,
    remedy: 'check it together with the file that holds its services',
  }
}

/** ECS makes the task definition, the network and the balancer of such a service itself. */
function notLookedAt({ id, source }: WorldRecord): Problem {
  return {
    message: `what express service ${id} starts is not checked: ECS makes its task definition`,
    source,
    remedy: 'check the live account after it is made',
  }
}

function nothingToStart(inputs: readonly OpenedInput[]): InputError {
  const [input] = inputs
  const [file = input?.base ?? '.'] = input?.texts.keys() ?? []
  return inputError(
    'there is nothing here that ECS would start',
    { file: displayPath(file) },
    { expected: 'at least one task definition or service of ECS' },
  )
}
