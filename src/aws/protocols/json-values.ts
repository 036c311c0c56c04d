import { Fault } from '../fault.ts'
import type { Member, ServiceModel, Shape } from '../service-model.ts'
import { epochSeconds, formatTimestamp, parseTimestamp } from './timestamps.ts'

type Convert = (value: unknown) => unknown

const same: Convert = (value) => value

/** Compiles readers and writers of JSON bodies. What needs no conversion is passed through untouched. */
export class JsonValues {
  private readonly model: ServiceModel
  /** restJson uses `locationName`; awsJson uses the member's own name. */
  private readonly nameOf: (name: string, member: Member) => string
  private readonly readers = new Map<string, Convert>()
  private readonly writers = new Map<string, Convert>()

  constructor(model: ServiceModel, useLocationNames: boolean) {
    this.model = model
    this.nameOf = useLocationNames ? (name, member) => member.locationName ?? name : (name) => name
  }

  reader(shapeName: string): Convert {
    return this.cached(this.readers, shapeName, (shape) => this.compileReader(shape))
  }

  writer(shapeName: string): Convert {
    return this.cached(this.writers, shapeName, (shape) => this.compileWriter(shape))
  }

  private cached(cache: Map<string, Convert>, name: string, compile: (shape: Shape) => Convert): Convert {
    const known = cache.get(name)
    if (known) return known
    const shape = this.model.shapes[name]
    if (!shape) throw new Error(`the model of ${this.model.service} has no shape ${name}`)
    // Stands in while a shape that contains itself is compiled.
    cache.set(name, (value) => cache.get(name)?.(value))
    const compiled = compile(shape)
    cache.set(name, compiled)
    return compiled
  }

  private compileReader(shape: Shape): Convert {
    switch (shape.type) {
      case 'structure':
        return shape.document ? same : this.structureReader(shape)
      case 'list':
        return this.listReader(shape)
      case 'map':
        return this.mapReader(shape)
      case 'timestamp':
        return readTimestamp
      case 'blob':
        return readBlob
      default:
        return scalarReaders[shape.type] ?? same
    }
  }

  private structureReader(shape: Shape): Convert {
    const members = Object.entries(shape.members ?? {}).map(([name, member]) => ({
      name,
      wire: this.nameOf(name, member),
      read: this.reader(member.shape),
    }))
    return (value) => {
      if (typeof value !== 'object' || value === null) throw unexpected(value, 'structure')
      if (Array.isArray(value)) throw serialization('Start of list found where not expected')
      const read: Record<string, unknown> = {}
      for (const member of members) {
        const inner = (value as Record<string, unknown>)[member.wire]
        if (inner !== undefined && inner !== null) read[member.name] = member.read(inner)
      }
      return read
    }
  }

  private listReader(shape: Shape): Convert {
    const each = this.reader(shape.member?.shape ?? '')
    return (value) => {
      if (!Array.isArray(value)) throw unexpected(value, 'list')
      return value.map(each)
    }
  }

  private mapReader(shape: Shape): Convert {
    const each = this.reader(shape.value?.shape ?? '')
    return (value) => {
      if (typeof value !== 'object' || value === null) throw unexpected(value, 'map')
      if (Array.isArray(value)) throw serialization('Start of list found where not expected')
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, each(item)]))
    }
  }

  private compileWriter(shape: Shape): Convert {
    switch (shape.type) {
      case 'structure':
        return this.structureWriter(shape)
      case 'list': {
        const each = this.writer(shape.member?.shape ?? '')
        return each === same ? same : (value) => (value as unknown[]).map(each)
      }
      case 'map': {
        const each = this.writer(shape.value?.shape ?? '')
        if (each === same) return same
        return (value) =>
          Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, each(item)]))
      }
      case 'timestamp':
        return timestampWriter(shape.timestampFormat)
      case 'blob':
        return (value) => Buffer.from(value as Uint8Array).toString('base64')
      default:
        return same
    }
  }

  private structureWriter(shape: Shape): Convert {
    const changed: { name: string; wire: string; write: Convert }[] = []
    for (const [name, member] of Object.entries(shape.members ?? {})) {
      const wire = this.nameOf(name, member)
      const ownFormat = member.timestampFormat
      const write = ownFormat === undefined ? this.writer(member.shape) : timestampWriter(ownFormat)
      if (write !== same || wire !== name) changed.push({ name, wire, write })
    }
    if (changed.length === 0) return same
    return (value) => {
      const written: Record<string, unknown> = { ...(value as Record<string, unknown>) }
      for (const { name, wire, write } of changed) {
        const inner = written[name]
        if (wire !== name) delete written[name]
        if (inner !== undefined && inner !== null) written[wire] = write(inner)
      }
      return written
    }
  }
}

function timestampWriter(format: string | undefined): Convert {
  if (format === undefined || format === 'unixTimestamp') return (value) => epochSeconds(value as Date)
  return (value) => formatTimestamp(value as Date, format)
}

function serialization(message: string): Fault {
  return new Fault('SerializationException', message, { status: 400 })
}

function unexpected(value: unknown, wanted: 'structure' | 'list' | 'map'): Fault {
  if (wanted === 'list' && typeof value === 'object') {
    return serialization('Start of structure or map found where not expected.')
  }
  if (wanted === 'list') return serialization(`Expected list or null, got ${tokenOf(value)}`)
  return serialization(`Unexpected token ${tokenOf(value)} where a structure or map was expected`)
}

function tokenOf(value: unknown): string {
  if (value === null) return 'VALUE_NULL'
  if (typeof value === 'string') return 'STRING_VALUE'
  if (typeof value === 'number') return Number.isInteger(value) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE'
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE'
  if (Array.isArray(value)) return 'START_ARRAY'
  return 'START_OBJECT'
}

function cannotConvert(value: unknown, wanted: string): Fault {
  if (Array.isArray(value)) return serialization('Start of list found where not expected')
  if (typeof value === 'object') return serialization('Start of structure or map found where not expected.')
  return serialization(`${tokenOf(value)} cannot be converted to ${wanted}`)
}

/** Whole numbers of a Java type: what is outside of it is refused, and a fraction is cut off. */
function wholeNumber(type: 'int' | 'long', limit: number): Convert {
  return (value) => {
    if (typeof value !== 'number') throw cannotConvert(value, type === 'int' ? 'Integer' : 'Long')
    if (value < -limit || value >= limit)
      throw serialization(`Numeric value (${value}) out of range of ${type}`)
    return Math.trunc(value)
  }
}
const integer = wholeNumber('int', 2 ** 31)
const long = wholeNumber('long', 2 ** 63)
const float: Convert = (value) => {
  if (typeof value !== 'number') throw cannotConvert(value, 'Float')
  return value
}
const string: Convert = (value) => {
  if (typeof value !== 'string') throw cannotConvert(value, 'String')
  return value
}

const scalarReaders: Readonly<Record<string, Convert>> = {
  string,
  character: string,
  integer,
  long,
  float,
  double: float,
  boolean: (value) => {
    if (typeof value !== 'boolean') throw cannotConvert(value, 'Boolean')
    return value
  },
} as const satisfies Record<string, Convert>

const readTimestamp: Convert = (value) => {
  const date = typeof value === 'number' ? new Date(value * 1000) : undefined
  const moment = typeof value === 'string' ? parseTimestamp(value) : date
  if (!moment || Number.isNaN(moment.getTime())) throw cannotConvert(value, 'Timestamp')
  return moment
}

const readBlob: Convert = (value) => {
  if (typeof value !== 'string') throw cannotConvert(value, 'Blob')
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(value) || value.length % 4 !== 0) {
    throw serialization('STRING_VALUE cannot be converted to Blob')
  }
  return Buffer.from(value, 'base64')
}
