import type { Fault } from '../../fault.ts'
import { describeViolations, type Violation } from '../../validation.ts'
import { clientException, invalidParameter } from './errors.ts'

/** Members that only RegisterTaskDefinition has: it answers ClientException where others answer InvalidParameterException. */
const definitionMembers = new Set([
  'family',
  'containerDefinitions',
  'volumes',
  'requiresCompatibilities',
  'networkMode',
  'pidMode',
  'ipcMode',
  'proxyConfiguration',
  'runtimePlatform',
  'ephemeralStorage',
])

/** What ECS calls a member where it has another name for it than the API. */
const labels: Readonly<Record<string, string>> = {
  launchType: 'launch type',
  schedulingStrategy: 'Scheduling strategy',
  taskDefinition: 'TaskDefinition',
}

const emptyTexts: Readonly<Record<string, string>> = {
  family: 'Family should not be null or empty.',
  containerDefinitions: 'Container list cannot be empty.',
}

/** Words a request that breaks the model as ECS does: one trouble at a time, by the member's name. */
export function ecsViolation(violations: readonly Violation[]): Fault {
  const [first] = violations
  const { members = [] } = first ?? {}
  const fault = definitionMembers.has(members[0] ?? '') ? clientException : invalidParameter
  if (!first) return fault('The request is not valid.')
  const name = members.findLast((member) => !/^\d+$/.test(member)) ?? ''
  const label = labels[name] ?? name
  if (first.kind === 'required') return fault(emptyTexts[name] ?? `${label} cannot be blank.`)
  const allowed = /enum value set: \[(.*)\]$/.exec(first.constraint)?.[1]
  if (allowed !== undefined) return fault(`${label} should be one of [${allowed.replaceAll(', ', ',')}]`)
  return fault(describeViolations(violations))
}
