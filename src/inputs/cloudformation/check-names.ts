import type { Source, Template, TemplateResource, TemplateValue } from '../../model/template.ts'
import type { ProblemList } from '../input-error.ts'
import { suggestion } from '../nearest-name.ts'
import { checkLiterals } from './check-literals.ts'
import { isPseudoParameter, pseudoParameters } from './pseudo-parameters.ts'
import { isRewritten, serverless } from './rewriting.ts'
import { usesOf } from './value-uses.ts'
import type { Placed, Use } from './value-uses.ts'

/** Whether a macro may add a resource of this name, so that a reference to it proves nothing wrong. */
export function mayBeAdded(template: Template, name: string): boolean {
  if (isRewritten(template.transforms)) return true
  const sam = template.transforms.includes(serverless)
  if (sam && name.startsWith('Serverless')) return true
  // What SAM and modules make is named after the resource they make it for: FunctionRole, ApiStage, Module.Bucket.
  for (const { logicalId, type } of template.resources.values()) {
    const makesMore = type.endsWith('::MODULE') || (sam && type.startsWith('AWS::Serverless::'))
    if (makesMore && name.startsWith(logicalId)) return true
  }
  return false
}

/** Notes every mention of something that is not declared: in conditions, resources and outputs. */
export function checkNames(template: Template, problems: ProblemList): void {
  const checker = new NameChecker(template, problems)
  for (const condition of template.conditions.values()) checker.check(condition.value, 'conditions')
  for (const resource of template.resources.values()) checker.checkResource(resource)
  for (const output of template.outputs.values()) {
    checker.check(output.value, 'outputs')
    if (output.exportName) checker.check(output.exportName, 'outputs')
    if (output.condition) checker.condition(output.condition.value, output.condition)
  }
}

class NameChecker {
  private readonly template: Template
  private readonly problems: ProblemList

  constructor(template: Template, problems: ProblemList) {
    this.template = template
    this.problems = problems
  }

  checkResource(resource: TemplateResource): void {
    const { logicalId, condition } = resource
    this.check(resource.properties, 'resources', logicalId)
    if (resource.metadata) this.check(resource.metadata, 'resources', logicalId)
    if (condition) this.condition(condition.value, condition)
    for (const { value, source } of resource.dependsOn) {
      if (value === logicalId) this.problems.add(`resource ${logicalId} depends on itself`, source)
      else if (!this.template.resources.has(value)) this.missingResource(value, source, 'DependsOn names')
    }
  }

  check(value: TemplateValue, where: 'conditions' | 'resources' | 'outputs', logicalId?: string): void {
    checkLiterals(value, this.template, this.problems)
    for (const use of usesOf(value)) {
      if (use.kind === 'condition') this.condition(use.name, use.at)
      else if (where === 'conditions') this.useInConditions(use)
      else this.use(use, logicalId)
    }
  }

  condition(name: string, at: Placed): void {
    if (this.template.conditions.has(name) || isRewritten(this.template.transforms)) return
    const remedy = `declare ${name} in the Conditions section`
    const detail = suggestion(name, this.template.conditions.keys(), 'condition', remedy)
    this.problems.add(`there is no condition ${name}`, at.source, detail)
  }

  private use(use: Exclude<Use, { kind: 'condition' }>, logicalId?: string): void {
    const name = use.kind === 'name' ? use.name : use.logicalId
    if (name === logicalId) {
      this.problems.add(`resource ${name} refers to itself`, use.at.source, {
        expected: 'a value that is known before the resource exists',
      })
    } else if (use.kind === 'name') this.name(use)
    else if (!this.template.resources.has(name)) this.attributeOfNothing(use)
  }

  private attributeOfNothing(use: Extract<Use, { kind: 'attribute' }>): void {
    if (!this.template.parameters.has(use.logicalId)) {
      this.missingResource(use.logicalId, use.at.source, `${use.through} names`)
      return
    }
    this.problems.add(`${use.logicalId} is a parameter, and parameters have no attributes`, use.at.source, {
      remedy: `use Ref ${use.logicalId}`,
    })
  }

  private name(use: Extract<Use, { kind: 'name' }>): void {
    const { parameters, resources } = this.template
    if (isPseudoParameter(use.name) || parameters.has(use.name) || resources.has(use.name)) return
    if (mayBeAdded(this.template, use.name)) return
    const names = [...parameters.keys(), ...resources.keys(), ...pseudoParameters]
    const message = `${use.through} names ${use.name}, which is neither a parameter nor a resource`
    const other = this.otherKind(use.name)
    const literal =
      use.through === 'Fn::Sub' ? `write \${!${use.name}} if the text itself is meant` : undefined
    const detail = other ? { remedy: other } : suggestion(use.name, names, 'parameter or resource', literal)
    this.problems.add(message, use.at.source, detail)
  }

  private otherKind(name: string): string | undefined {
    if (this.template.conditions.has(name)) return `${name} is a condition: use it with Fn::If`
    return this.template.mappings.has(name) ? `${name} is a mapping: use it with Fn::FindInMap` : undefined
  }

  private useInConditions(use: Exclude<Use, { kind: 'condition' }>): void {
    const name = use.kind === 'name' ? use.name : use.logicalId
    if (use.kind === 'name' && (isPseudoParameter(name) || this.template.parameters.has(name))) return
    if (isRewritten(this.template.transforms)) return
    if (this.template.resources.has(name)) {
      this.problems.add(`a condition refers to the resource ${name}`, use.at.source, {
        expected:
          'parameters, mappings and other conditions only: conditions are decided before any resource exists',
      })
      return
    }
    const detail = suggestion(name, this.template.parameters.keys(), 'parameter')
    this.problems.add(`${use.through} names ${name}, which is not a parameter`, use.at.source, detail)
  }

  private missingResource(name: string, source: Source, how: string): void {
    if (mayBeAdded(this.template, name)) return
    const detail = suggestion(name, this.template.resources.keys(), 'resource')
    this.problems.add(`${how} ${name}, which is not a resource of this template`, source, detail)
  }
}
