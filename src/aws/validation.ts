import { Fault } from './fault.ts'
import type { Member, ServiceModel, Shape } from './service-model.ts'

/** One way in which a request breaks the API model. */
export interface Violation {
  /** As AWS writes it: `tags.1.member.key`. */
  readonly path: string
  /** Member names as the model has them: `Tags`, `0`, `Key`. */
  readonly members: readonly string[]
  readonly kind: 'required' | 'length' | 'range' | 'pattern' | 'enum'
  readonly value: unknown
  /** `Member must have length greater than or equal to 1` */
  readonly constraint: string
}

type Check = (value: unknown, path: string, members: readonly string[], found: Violation[]) => void

const noCheck: Check = () => {}

/** Compiles the checks of one shape; shapes without any constraint below them cost nothing at run time. */
export function compileValidator(model: ServiceModel, shapeName: string): (input: unknown) => Violation[] {
  const check = new ValidatorCompiler(model).of(shapeName)
  if (check === noCheck) return () => []
  return (input) => {
    const found: Violation[] = []
    check(input, '', [], found)
    return found
  }
}

/** Words violations in AWS's common form. */
export function validationException(violations: readonly Violation[]): Fault {
  return new Fault('ValidationException', describeViolations(violations))
}

/** `1 validation error detected: Value 'x' at 'name' failed to satisfy constraint: …` */
export function describeViolations(violations: readonly Violation[]): string {
  const count = violations.length
  const each = violations.map(({ path, value, constraint }) => {
    const shown = value === undefined || value === null ? 'null' : `'${display(value)}'`
    return `Value ${shown} at '${path}' failed to satisfy constraint: ${constraint}`
  })
  return `${count} validation error${count === 1 ? '' : 's'} detected: ${each.join('; ')}`
}

function display(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  if (Array.isArray(value)) return `[${value.map(display).join(', ')}]`
  return JSON.stringify(value)
}

class ValidatorCompiler {
  private readonly model: ServiceModel
  private readonly done = new Map<string, Check>()
  private readonly open = new Set<string>()

  constructor(model: ServiceModel) {
    this.model = model
  }

  of(shapeName: string): Check {
    const known = this.done.get(shapeName)
    if (known) return known
    // A shape that contains itself is looked up again when it is reached at run time.
    if (this.open.has(shapeName)) return (...args) => this.done.get(shapeName)?.(...args)
    this.open.add(shapeName)
    const check = this.compile(this.model.shapes[shapeName])
    this.done.set(shapeName, check)
    this.open.delete(shapeName)
    return check
  }

  private compile(shape: Shape | undefined): Check {
    switch (shape?.type) {
      case 'structure':
        return this.structure(shape)
      case 'list':
        return this.list(shape)
      case 'map':
        return this.map(shape)
      case 'string':
        return stringCheck(shape)
      case 'integer':
      case 'long':
      case 'float':
      case 'double':
        return rangeCheck(shape)
      case 'blob':
        return lengthCheck(shape)
      default:
        return noCheck
    }
  }

  private structure(shape: Shape): Check {
    const required = new Set(shape.required)
    const parts: { name: string; label: string; required: boolean; check: Check }[] = []
    for (const [name, member] of Object.entries(shape.members ?? {})) {
      const check = this.of(member.shape)
      if (check === noCheck && !required.has(name)) continue
      parts.push({ name, label: lowerFirst(name), required: required.has(name), check })
    }
    if (parts.length === 0) return noCheck
    return (value, path, members, found) => {
      if (typeof value !== 'object' || value === null) return
      for (const part of parts) {
        const inner = (value as Record<string, unknown>)[part.name]
        if (inner === undefined || inner === null) {
          if (!part.required) continue
          const at = path === '' ? part.label : `${path}.${part.label}`
          const constraint = 'Member must not be null'
          found.push({
            path: at,
            members: [...members, part.name],
            kind: 'required',
            value: null,
            constraint,
          })
        } else if (part.check !== noCheck) {
          part.check(
            inner,
            path === '' ? part.label : `${path}.${part.label}`,
            [...members, part.name],
            found,
          )
        }
      }
    }
  }

  private list(shape: Shape): Check {
    const length = lengthCheck(shape)
    const each = shape.member ? this.of(shape.member.shape) : noCheck
    if (length === noCheck && each === noCheck) return noCheck
    return (value, path, members, found) => {
      if (!Array.isArray(value)) return
      length(value, path, members, found)
      if (each === noCheck) return
      for (const [index, item] of value.entries()) {
        each(item, `${path}.${index + 1}.member`, [...members, String(index)], found)
      }
    }
  }

  private map(shape: Shape): Check {
    const length = lengthCheck(shape)
    const key = this.ofMember(shape.key)
    const each = this.ofMember(shape.value)
    if (length === noCheck && key === noCheck && each === noCheck) return noCheck
    return (value, path, members, found) => {
      if (typeof value !== 'object' || value === null) return
      const entries = Object.entries(value)
      length(entries, path, members, found)
      for (const [name, item] of entries) {
        key(name, path, [...members, name], found)
        each(item, `${path}.${name}.member`, [...members, name], found)
      }
    }
  }

  private ofMember(member: Member | undefined): Check {
    return member ? this.of(member.shape) : noCheck
  }
}

function stringCheck(shape: Shape): Check {
  const length = lengthCheck(shape)
  const pattern = shape.pattern === undefined ? undefined : compilePattern(shape.pattern)
  const allowed = shape.enum ? new Set(shape.enum) : undefined
  if (length === noCheck && !pattern && !allowed) return noCheck
  return (value, path, members, found) => {
    if (typeof value !== 'string') return
    length(value, path, members, found)
    if (pattern && !pattern.test(value)) {
      const constraint = `Member must satisfy regular expression pattern: ${shape.pattern}`
      found.push({ path, members, kind: 'pattern', value, constraint })
    }
    if (allowed && !allowed.has(value)) {
      const constraint = `Member must satisfy enum value set: [${[...allowed].join(', ')}]`
      found.push({ path, members, kind: 'enum', value, constraint })
    }
  }
}

function lengthCheck(shape: Shape): Check {
  const { min = 0, max = Number.POSITIVE_INFINITY } = shape
  if (min === 0 && max === Number.POSITIVE_INFINITY) return noCheck
  return (value, path, members, found) => {
    const { length } = value as { length: number }
    const add = (constraint: string): void => {
      found.push({ path, members, kind: 'length', value, constraint })
    }
    if (length < min) add(`Member must have length greater than or equal to ${min}`)
    if (length > max) add(`Member must have length less than or equal to ${max}`)
  }
}

function rangeCheck(shape: Shape): Check {
  const { min, max } = shape
  if (min === undefined && max === undefined) return noCheck
  return (value, path, members, found) => {
    const add = (constraint: string): void => {
      found.push({ path, members, kind: 'range', value, constraint })
    }
    if (min !== undefined && (value as number) < min)
      add(`Member must have value greater than or equal to ${min}`)
    if (max !== undefined && (value as number) > max)
      add(`Member must have value less than or equal to ${max}`)
  }
}

/** AWS's patterns are Java's and match the whole text; the few that JavaScript cannot read are not checked. */
function compilePattern(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`, 'su')
  } catch {
    try {
      return new RegExp(`^(?:${pattern})$`, 's')
    } catch {
      return undefined
    }
  }
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}
