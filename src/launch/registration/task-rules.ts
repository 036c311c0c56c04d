import type { RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs'
import { parseCpuUnits, parseMemoryMiB } from '../task-size.ts'
import { containersOf, refused } from './definition-scope.ts'
import { isResourceName } from './names.ts'
import { verified, type Refusal } from './refusal.ts'

/** At most this many containers in one task. */
const MAX_CONTAINERS = 10
const MAX_PLACEMENT_CONSTRAINTS = 10
const roleArn = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/
/** A role may be given by its name alone. */
const roleName = /^[\w+=,.@-]{1,64}$/

/** What a task of EC2 instances may ask for, in CPU units. */
const MIN_CPU_UNITS = 128
const MAX_CPU_UNITS = 196_608

/** A rule about the task as a whole. */
export type TaskRule = (task: RegisterTaskDefinitionRequest) => Iterable<Refusal> | Refusal | undefined

/** The task's `cpu` is a number of units or of vCPUs (spec ERRORS A-02). */
export const cpuRule: TaskRule = ({ cpu }) => {
  if (cpu === undefined) return undefined
  const units = parseCpuUnits(cpu)
  const isValid = units !== undefined && units >= MIN_CPU_UNITS && units <= MAX_CPU_UNITS
  return isValid ? undefined : invalidSize('cpu')
}

/** The task's `memory` is a number of MiB or of GB. */
export const memoryRule: TaskRule = ({ memory }) => {
  if (memory === undefined) return undefined
  const mebibytes = parseMemoryMiB(memory)
  return mebibytes !== undefined && mebibytes > 0 ? undefined : invalidSize('memory')
}

function invalidSize(member: 'cpu' | 'memory'): Refusal {
  return refused(
    'task-size',
    member,
    `Invalid '${member}' setting for task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.`,
    { verified: member === 'cpu' },
  )
}

const familyRule: TaskRule = ({ family = '' }) => {
  if (family === '') return refused('family', 'family', 'Family should not be null or empty.')
  return isResourceName(family)
    ? undefined
    : refused('family', 'family', 'Family contains invalid characters.')
}

const containerCountRule: TaskRule = ({ containerDefinitions = [] }) => {
  const refuse = (text: string): Refusal => refused('container-count', 'containerDefinitions', text)
  if (containerDefinitions.length === 0) return refuse('Container list cannot be empty.')
  return containerDefinitions.length > MAX_CONTAINERS
    ? refuse(`A task definition can contain at most ${MAX_CONTAINERS} containers.`)
    : undefined
}

function roleRule(member: 'taskRoleArn' | 'executionRoleArn'): TaskRule {
  return (task) => {
    const role = task[member]
    if (!role || roleArn.test(role) || roleName.test(role)) return undefined
    return refused('role-form', member, 'Role is not valid', verified)
  }
}

const acceleratorRule: TaskRule = ({ inferenceAccelerators }) =>
  inferenceAccelerators?.length
    ? refused('inference-accelerators', 'inferenceAccelerators', "Unsupported field 'inferenceAccelerators'.")
    : undefined

const constraintsRule: TaskRule = ({ placementConstraints = [] }) =>
  placementConstraints.length > MAX_PLACEMENT_CONSTRAINTS
    ? refused(
        'placement-constraints',
        'placementConstraints',
        `Maximum number of constraints is ${MAX_PLACEMENT_CONSTRAINTS}.`,
      )
    : undefined

/** What is looked at before any container. */
export const headRules: readonly TaskRule[] = [
  familyRule,
  containerCountRule,
  roleRule('taskRoleArn'),
  roleRule('executionRoleArn'),
  acceleratorRule,
  constraintsRule,
]

const essentialRule: TaskRule = ({ containerDefinitions = [] }) => {
  if (containerDefinitions.length === 0 || containerDefinitions.some(({ essential }) => essential !== false))
    return undefined
  return refused('essential', 'containerDefinitions', "Task definition doesn't have any essential container.")
}

const containerCpuRule: TaskRule = function* (task): Generator<Refusal> {
  for (const { container, part } of containersOf(task)) {
    if ((container.cpu ?? 0) < 0)
      yield refused('container-cpu', `${part}/cpu`, "Invalid 'cpu' setting for container.")
  }
}

/** https://github.com/aws/aws-cdk/issues/24629 */
const cpuSumRule: TaskRule = ({ cpu, containerDefinitions = [] }) => {
  const limit = cpu === undefined ? undefined : parseCpuUnits(cpu)
  const sum = containerDefinitions.reduce((total, container) => total + (container.cpu ?? 0), 0)
  if (limit === undefined || sum <= limit) return undefined
  return refused(
    'cpu-sum',
    'cpu',
    "The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'.",
    verified,
  )
}

/** https://github.com/cloudnativedaysjp/dreamkast-infra/pull/4766 */
const memorySumRule: TaskRule = ({ memory, containerDefinitions = [] }) => {
  const limit = memory === undefined ? undefined : parseMemoryMiB(memory)
  const sum = containerDefinitions.reduce((total, container) => total + (container.memoryReservation ?? 0), 0)
  if (limit === undefined || sum <= limit) return undefined
  return refused(
    'memory-sum',
    'memory',
    "The sum of all container 'memoryReservation' values cannot be greater than the value of the task 'memory'.",
    verified,
  )
}

/** What the containers of a task are together. */
export const sumRules: readonly TaskRule[] = [essentialRule, containerCpuRule, cpuSumRule, memorySumRule]
