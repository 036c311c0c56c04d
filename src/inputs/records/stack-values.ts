import { dependencyGraph, type DependencyGraph } from '../cloudformation/dependency-graph.ts'
import { scalarText } from './project-records.ts'
import type {
  EvaluatedValue,
  Sourced,
  Template,
  TemplateResource,
  TemplateValue,
} from '../../model/template.ts'
import { Unresolved } from '../../model/template.ts'
import { createScope } from '../cloudformation/create-scope.ts'
import { evaluate } from '../cloudformation/evaluate.ts'
import { partitionOf } from '../cloudformation/pseudo-parameters.ts'
import { isPresent, type AskedOutput, type Scope } from '../cloudformation/scope.ts'
import { InputError } from '../input-error.ts'
import type { UnknownNames } from './unknown-names.ts'
import { identityOf, namePropertyOf, type ResourceIdentity, type ResourcePlace } from './resource-identity.ts'

/** One stack that is to be read. */
export interface StackToRead {
  readonly name: string
  readonly region: string
  readonly account: string
  readonly template: Template
  readonly parameters: ReadonlyMap<string, Sourced<string>>
  readonly ssmDefaults: ReadonlyMap<string, string>
  /** Account and region where they are only assumed. */
  readonly assumed: readonly string[]
  /** The template of a nested stack, by what its resource says; undefined where it cannot be read. */
  readonly nestedTemplate: (
    resource: TemplateResource,
    url: EvaluatedValue | undefined,
  ) => Template | undefined
}

/** What the stacks of a project have in common. */
export interface StackFamily {
  /** Whether logical ids need the stack's name in front of them to be unique. */
  readonly several: boolean
  /** What stands for values that are not known. */
  readonly unknowns: UnknownNames
  readonly exports: (name: string) => EvaluatedValue | undefined
  /** The value of an output that one of its stacks has; asked by a stack that stands there. */
  readonly output: (asked: AskedOutput, by: ResourcePlace) => EvaluatedValue | undefined
}

/** Nested stacks within nested stacks beyond this depth are not read; CloudFormation's own limit is lower. */
const maxNesting = 12

/** The types of resources that are a stack of their own, with the property that says where its template is. */
const nestedBy: ReadonlyMap<string, string> = new Map([
  ['AWS::CloudFormation::Stack', 'TemplateURL'],
  ['AWS::Serverless::Application', 'Location'],
])

/** Whether resources of this type are stacks of their own. */
export function isNestedStack(type: string): boolean {
  return nestedBy.has(type)
}

/** The values of one stack as they would be once it is made: what references give, and what it hands on. */
export class StackValues {
  readonly template: Template
  readonly place: ResourcePlace
  readonly scope: Scope
  private readonly stack: StackToRead
  private readonly family: StackFamily
  private readonly path: readonly string[]
  private readonly identities = new Map<string, ResourceIdentity | undefined>()
  private readonly nestedStacks = new Map<string, StackValues | undefined>()
  private readonly outputs = new Map<string, EvaluatedValue | undefined>()
  private needs: DependencyGraph | undefined

  private constructor(stack: StackToRead, family: StackFamily, path: readonly string[]) {
    const { name, region, account, assumed, template, parameters, ssmDefaults } = stack
    this.stack = stack
    this.family = family
    this.path = path
    this.template = template
    this.place = { partition: partitionOf(region), region, account }
    this.scope = createScope(template, {
      accountId: account,
      region,
      stackName: name,
      parameters,
      missingParameters: 'unresolved',
      assumed,
      ssmParameter: (parameter) => ssmDefaults.get(parameter),
      ref: (logicalId) => this.identity(logicalId)?.ref,
      getAtt: (logicalId, attribute) => this.attribute(logicalId, attribute),
      importValue: (exportName) => family.exports(exportName),
      stackOutput: (asked) => family.output(asked, this.place),
      availabilityZones: () => ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => `${region}${letter}`),
    })
  }

  /** Opens a stack. Throws an InputError where a parameter is not allowed. */
  static open(stack: StackToRead, family: StackFamily): StackValues {
    return new StackValues(stack, family, family.several ? [stack.name] : [])
  }

  /** A name for a resource that is unique in the project: its logical id, with the stacks that it is in. */
  handle(logicalId: string): string {
    return [...this.path, logicalId].join('-')
  }

  /** Whether a resource of this stack is made after another, given by its handle; undefined for one of elsewhere. */
  isMadeAfter(logicalId: string, handle: string): boolean | undefined {
    this.needs ??= dependencyGraph([...this.template.resources.values()], 'all')
    const prefix = this.handle('')
    const wanted = handle.startsWith(prefix) ? handle.slice(prefix.length) : ''
    return this.needs.has(wanted) ? leadsTo(this.needs, logicalId, wanted) : undefined
  }

  /** What references to a resource give. */
  identity(logicalId: string): ResourceIdentity | undefined {
    if (this.identities.has(logicalId)) return this.identities.get(logicalId)
    // A name that is made of itself has none.
    this.identities.set(logicalId, undefined)
    const resource = this.template.resources.get(logicalId)
    const identity = resource && this.makeIdentity(resource)
    this.identities.set(logicalId, identity)
    return identity
  }

  /** Whether a stack that stands there means this one by its name; a role that is asked by is of its account. */
  isMeant({ stackName, region, roleArn }: AskedOutput, by: ResourcePlace): boolean {
    const account = roleArn?.split(':')[4] ?? by.account
    const { place, stack } = this
    return stack.name === stackName && place.region === (region ?? by.region) && place.account === account
  }

  /** The value that the stack exports under a name. */
  exportOf(name: string): EvaluatedValue | undefined {
    for (const output of this.template.outputs.values()) {
      if (!output.exportName || isPresent(output, this.scope) === false) continue
      if (this.value(output.exportName) === name) return this.output(output.name)
    }
    for (const { logicalId } of this.template.resources.values()) {
      const found = this.nested(logicalId)?.exportOf(name)
      if (found !== undefined) return found
    }
    return undefined
  }

  /** The value of an output. */
  output(name: string): EvaluatedValue | undefined {
    if (this.outputs.has(name)) return this.outputs.get(name)
    this.outputs.set(name, undefined)
    const output = this.template.outputs.get(name)
    const value = output && this.value(output.value)
    this.outputs.set(name, value)
    return value
  }

  /** The stack that a resource nests, where its template is there to be read. */
  nested(logicalId: string): StackValues | undefined {
    if (this.nestedStacks.has(logicalId)) return this.nestedStacks.get(logicalId)
    this.nestedStacks.set(logicalId, undefined)
    const resource = this.template.resources.get(logicalId)
    const location = resource && nestedBy.get(resource.type)
    if (!resource || location === undefined || this.path.length > maxNesting) return undefined
    const template = this.stack.nestedTemplate(resource, this.property(resource, location))
    if (!template) return undefined
    const stack = {
      ...this.stack,
      name: `${this.stack.name}-${logicalId}`,
      template,
      parameters: this.parametersFor(resource, template),
    }
    const nested = new StackValues(stack, this.family, [...this.path, logicalId])
    this.nestedStacks.set(logicalId, nested)
    return nested
  }

  private attribute(logicalId: string, attribute: string): EvaluatedValue | undefined {
    const output = /^Outputs\.(.+)$/.exec(attribute)?.[1]
    if (output !== undefined) return this.nested(logicalId)?.output(output)
    return this.identity(logicalId)?.attributes[attribute]
  }

  private makeIdentity(resource: TemplateResource): ResourceIdentity | undefined {
    const { type, logicalId } = resource
    const handle = this.handle(logicalId)
    const property = (name: string): string | undefined => scalarText(this.property(resource, name))
    const nameProperty = namePropertyOf(type)
    if (nameProperty === undefined) return identityOf(type, { handle, place: this.place, property })
    const given = this.property(resource, nameProperty)
    const name =
      given instanceof Unresolved
        ? this.family.unknowns.nameOf(given, handle)
        : given === undefined
          ? madeUpName(type, this.stack.name, logicalId)
          : scalarText(given)
    if (name === undefined) return undefined
    return identityOf(type, { name, handle, place: this.place, property })
  }

  private property(resource: TemplateResource, name: string): EvaluatedValue | undefined {
    const entry = resource.properties.entries.find(({ key }) => key === name)
    return entry && this.value(entry.value)
  }

  /** What is wrong is told where the whole resource is read. */
  private value(value: TemplateValue): EvaluatedValue | undefined {
    try {
      return evaluate(value, this.scope).value
    } catch (error) {
      if (error instanceof InputError) return undefined
      throw error
    }
  }

  private parametersFor(
    resource: TemplateResource,
    template: Template,
  ): ReadonlyMap<string, Sourced<string>> {
    const given = resource.properties.entries.find(({ key }) => key === 'Parameters')?.value
    if (given?.kind !== 'map') return new Map()
    const entries = given.entries.flatMap(({ key, value: written }) => {
      const value = this.value(written)
      const items = Array.isArray(value)
        ? (value as readonly EvaluatedValue[]).map(scalarText)
        : [scalarText(value)]
      if (!template.parameters.has(key) || items.some((item) => item === undefined)) return []
      return [[key, { value: items.join(','), source: written.source }] as const]
    })
    return new Map(entries)
  }
}

/** Names made up by CloudFormation hold the stack's name; those of secrets do not. */
function madeUpName(type: string, stackName: string, logicalId: string): string {
  if (type === 'AWS::SecretsManager::Secret') return logicalId
  const name = `${stackName}-${logicalId}`
  return /^AWS::(?:S3::Bucket|ECR::Repository)$/.test(type) ? name.toLowerCase() : name
}

/** Whether a resource needs another, directly or by what it needs. */
function leadsTo(needs: DependencyGraph, from: string, wanted: string, seen = new Set<string>()): boolean {
  if (seen.has(from)) return false
  seen.add(from)
  const direct = needs.get(from)
  if (!direct) return false
  return direct.has(wanted) || [...direct.keys()].some((next) => leadsTo(needs, next, wanted, seen))
}
