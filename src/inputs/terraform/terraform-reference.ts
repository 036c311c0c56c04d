import type { EvaluatedValue } from '../../model/template.ts'
import { isMap } from '../records/project-records.ts'

/** What an expression of the configuration refers to. */
export type Reference =
  | { readonly kind: 'resource'; readonly base: string; readonly index?: string; readonly attribute?: string }
  | { readonly kind: 'module'; readonly name: string; readonly output: string }
  | { readonly kind: 'variable'; readonly name: string }
  /** `count.index`, `each.key`, `each.value`; with the attribute of what `each.value` is. */
  | { readonly kind: 'iteration'; readonly isValue: boolean; readonly attribute?: string }
  /** A local value, or all calls of a module: no plan says what is taken of them. */
  | { readonly kind: 'hidden' }
  | { readonly kind: 'other' }

/** Takes a reference apart, such as `aws_subnet.private[0].id`. */
export function parseReference(text: string): Reference {
  if (/^(?:count|each)\./.test(text)) return iteration(text)
  const variable = /^var\.([^.[]+)/.exec(text)?.[1]
  if (variable !== undefined) return { kind: 'variable', name: variable }
  if (text.startsWith('local.')) return { kind: 'hidden' }
  const [, module, output] = /^module\.([^.[]+(?:\[(?:"[^"]*"|\d+)\])?)\.([^.[]+)/.exec(text) ?? []
  if (module !== undefined && output !== undefined) return { kind: 'module', name: module, output }
  // Several calls of a module together: which of their outputs is meant is not told.
  if (text.startsWith('module.')) return { kind: 'hidden' }
  const [, base, quoted, number, attribute] =
    /^((?:data\.)?[a-z]\w*_\w+\.[^.[]+)(?:\[(?:"([^"]*)"|(\d+))\])?(?:\.(\w+).*)?$/.exec(text) ?? []
  if (base === undefined) return { kind: 'other' }
  const index = quoted ?? number
  return {
    kind: 'resource',
    base,
    ...(index === undefined ? {} : { index }),
    ...(attribute === undefined ? {} : { attribute }),
  }
}

function iteration(text: string): Reference {
  const [, attribute] = /^each\.value\.(\w+)$/.exec(text) ?? []
  return {
    kind: 'iteration',
    isValue: text.startsWith('each.value'),
    ...(attribute === undefined ? {} : { attribute }),
  }
}

/** The references of an expression, without those that are only the beginning of another. */
export function referencesIn(expression: EvaluatedValue | undefined): readonly string[] {
  const all: string[] = []
  const collect = (value: EvaluatedValue | undefined): void => {
    if (Array.isArray(value)) for (const item of value as readonly EvaluatedValue[]) collect(item)
    else if (isMap(value)) {
      const { references } = value
      if (Array.isArray(references))
        for (const one of references as readonly EvaluatedValue[]) if (typeof one === 'string') all.push(one)
      for (const [key, child] of Object.entries(value)) if (key !== 'references') collect(child)
    }
  }
  collect(expression)
  return [...new Set(all)].filter(
    (one) =>
      !all.some((other) => other !== one && (other.startsWith(`${one}.`) || other.startsWith(`${one}[`))),
  )
}

/** `aws_nat_gateway.a.id` is nothing for a `gateway_id`, where one block gives several targets. */
export function fits(one: Reference, name: string): boolean {
  if (one.kind !== 'resource') return one.kind !== 'other'
  const type = one.base.replace(/^data\./, '').replace(/\..*$/, '')
  const wanted = typesFor[name]
  return wanted === undefined || wanted.includes(type)
}

const typesFor: Readonly<Record<string, readonly string[]>> = {
  gateway_id: [
    'aws_internet_gateway',
    'aws_vpn_gateway',
    'aws_vpc_endpoint',
    'aws_internet_gateway_attachment',
  ],
  nat_gateway_id: ['aws_nat_gateway'],
  transit_gateway_id: ['aws_ec2_transit_gateway', 'aws_ec2_transit_gateway_vpc_attachment'],
  vpc_peering_connection_id: ['aws_vpc_peering_connection', 'aws_vpc_peering_connection_accepter'],
  egress_only_gateway_id: ['aws_egress_only_internet_gateway'],
  network_interface_id: ['aws_network_interface', 'aws_instance'],
}

/** Attributes that are lists of what is referred to. */
export function isList(name: string): boolean {
  return /(?:ids|arns|subnets|groups|roles|providers|blocks|users|compatibilities|documents|ss)$/.test(name)
}

/** Attributes that hold what something is called, and not a text made of it. */
export function isIdentifying(name: string): boolean {
  return (
    isList(name) ||
    /(?:^|_)(?:id|arn|role|roles|cluster|bucket|namespace|repository|task_definition|rule|cidr_block|boundary)$/.test(
      name,
    )
  )
}

/** Attributes that hold a document as JSON. */
export function isDocument(name: string): boolean {
  return /(?:^|_)(?:policy|policies|documents|definitions|json)$/.test(name)
}

/** Attributes of resources and data sources that give such a document. */
export function isDocumentAttribute(name: string | undefined): boolean {
  return /^(?:json|minified_json|rendered|policy|container_definitions)$/.test(name ?? '')
}

/** What policies name as a whole; the ARNs of buckets and log groups are made longer in them. */
export function isWholeArn(value: EvaluatedValue): boolean {
  return typeof value === 'string' && /^arn:[^:]*:(?:secretsmanager|ssm|kms|iam|ecr|ecs):/.test(value)
}
