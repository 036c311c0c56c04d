import { dirname, isAbsolute, join, resolve } from 'node:path'
import { existsSync, statSync } from 'node:fs'
import type { ActionCatalogue } from '../../iam/action-catalogue.ts'
import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { NetworkWorld } from '../../model/network/network-world.ts'
import type { ProjectSettings } from '../../model/project.ts'
import type { EvaluatedValue, Template, TemplateResource } from '../../model/template.ts'
import { parseTemplate } from '../cloudformation/parse-template.ts'
import { InputError, type Problem } from '../input-error.ts'
import { openProject, type Project, type ProjectStack } from '../project/open-project.ts'
import { cloudFormationRecords } from '../records/cloudformation-records.ts'
import { defaultAccount, defaultRegion, likelyPlace } from '../records/likely-place.ts'
import { ProjectRecords } from '../records/project-records.ts'
import type { StackToRead } from '../records/stack-values.ts'
import type { WorldRecord } from '../records/world-record.ts'
import { displayPath, readTextFile } from '../syntax/read-file.ts'
import { launchesOf } from './launches-of.ts'
import { projectNetwork } from './project-network.ts'
import { projectPolicies } from './project-policies.ts'

/** What a project does not say itself. */
export interface OpenWorldOptions {
  /** Twelve digits; what the project's own ARNs name where it is missing. */
  readonly account?: string
  readonly region?: string
  /** Tells misspelt actions in near misses. */
  readonly catalogue?: ActionCatalogue
}

/** A project as everything that can be checked in it. */
export interface OpenedWorld {
  readonly launches: readonly EvaluatedLaunch[]
  /** What could not be read, or not be evaluated: resources that are wrong, services of foreign task definitions. */
  readonly problems: readonly Problem[]
  /** The texts of the files, by their name in places, to show excerpts of. */
  readonly sources: ReadonlyMap<string, string>
  readonly records: ProjectRecords
}

/**
 * Opens one or several inputs as one world: a CloudFormation or SAM template, a `cdk.out`, a folder with one of them,
 * task definitions as JSON, the output of `terraform show -json`. Throws an InputError that says what was expected
 * where an input is none of these or cannot be read.
 */
export function openWorld(path: string | readonly string[], options: OpenWorldOptions = {}): OpenedWorld {
  const paths = typeof path === 'string' ? [path] : path
  const inputs = paths.map((one) => openInput(one))
  const place = placeFor(inputs, options)
  const stacks = inputs.flatMap((input) =>
    input.kind === 'templates' ? input.project.stacks.map((stack) => stackToRead(stack, place, options)) : [],
  )
  const read = [
    cloudFormationRecords(stacks),
    ...inputs.map((input) => (input.kind === 'templates' ? { records: [], problems: [] } : input.read(place))),
  ]
  const base = baseOf(paths)
  const records = new ProjectRecords(
    read.flatMap((part) => part.records).map((record) => named(record, base)),
    read.find((part) => part.unknowns)?.unknowns,
  )
  const settings = inputs.flatMap((input) => (input.kind === 'templates' ? [input.project.settings] : []))
  const { launches, problems } = launchesOf(factsOf(records, settings, options))
  nothingToCheck(records, paths)
  return {
    launches,
    problems: [...read.flatMap((part) => part.problems).map((problem) => shown(problem, base)), ...problems],
    sources: sourcesOf(records, base),
    records,
  }
}
