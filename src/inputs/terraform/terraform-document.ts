import type { EvaluatedValue, Source } from '../../model/template.ts'
import { inputError, type InputError } from '../input-error.ts'
import { isMap } from '../records/project-records.ts'
import { nodeAt, plainValue } from '../records/syntax-values.ts'
import type { RecordPath } from '../records/world-record.ts'
import { entryOf, type SyntaxMap, type SyntaxNode } from '../syntax/syntax.ts'

/** A map of plain JSON. */
export type JsonMap = Readonly<Record<string, EvaluatedValue>>

/** One instance of a resource or data source. */
export interface TerraformInstance {
  /** `module.network.aws_subnet.private[0]` */
  readonly address: string
  /** `module.network`; empty for the root module. */
  readonly module: string
  readonly mode: 'managed' | 'data'
  readonly type: string
  readonly name: string
  /** The key of `count` or `for_each`. */
  readonly index?: string | number
  readonly values: JsonMap
  /** The shape of `values`, with true where something is known only after apply. */
  readonly unknown: EvaluatedValue
  /** Where the values stand in the file. */
  readonly node: SyntaxNode
  readonly source: Source
}

/** A plan or a state, as `terraform show -json` writes it. */
export interface TerraformDocument {
  readonly instances: readonly TerraformInstance[]
  /** What the plan destroys, or makes anew, as it is now. */
  readonly destroyed: readonly TerraformInstance[]
  /** The root module as it was written; empty for a state. */
  readonly configuration: JsonMap
  readonly providers: JsonMap
  readonly variables: JsonMap
}

const expected = 'the output of `terraform show -json PLANFILE`, or of `terraform show -json` for the state'

function notShown(root: SyntaxMap, isShown: boolean): InputError {
  const { file } = root.source
  const has = (key: string): boolean => entryOf(root, key) !== undefined
  // Without resources Terraform shows of a state nothing but its version.
  if (isShown && root.entries.every(({ key }) => /^(?:format_version|terraform_version|checks)$/.test(key))) {
    return inputError(
      'the state is empty: nothing was applied yet',
      { file },
      {
        expected: 'a plan, or a state with resources',
        remedy: 'run `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`',
      },
    )
  }
  const isState = has('serial') || has('lineage') || has('modules')
  if (!isState) return inputError('this is not a plan or state of Terraform', { file }, { expected })
  const remedy = 'run `terraform show -json > state.json` where it lies, and check state.json'
  return inputError("this is Terraform's own state file", { file }, { expected, remedy })
}

/** Reads a plan or a state. Throws an InputError that says what was expected where it is another of Terraform's files. */
export function readTerraform(root: SyntaxMap): TerraformDocument {
  const { file } = root.source
  const version = textAt(root, 'format_version')
  const planned = entryOf(root, 'planned_values') !== undefined
  const state = entryOf(root, 'values') !== undefined
  if (version === undefined || (!planned && !state)) throw notShown(root, version !== undefined)
  if (!/^[01]\./.test(version)) {
    const place = entryOf(root, 'format_version')?.value.source ?? { file }
    throw inputError(`the format version of Terraform's JSON is ${version}`, place, { expected: 'version 1' })
  }
  const configuration = nodeAt(root, ['configuration', 'root_module'])
  const providers = nodeAt(root, ['configuration', 'provider_config'])
  const variables = nodeAt(root, ['variables'])
  return {
    instances: planned ? plannedInstances(root) : moduleInstances(nodeAt(root, ['values', 'root_module'])),
    destroyed: destroyedInstances(root),
    configuration: mapOf(configuration),
    providers: mapOf(providers),
    variables: mapOf(variables),
  }
}

/** What will be there: what is not deleted, and what the plan leaves alone, as plans for a part of it do. */
function plannedInstances(root: SyntaxMap): readonly TerraformInstance[] {
  const items = changesOf(root)
  const planned = items.flatMap((item) => {
    const change = nodeAt(item, ['change'])
    const unknown = change && nodeAt(change, ['after_unknown'])
    // Of what is forgotten Terraform only stops to know.
    const values = change && nodeAt(change, [does(change, 'forget') ? 'before' : 'after'])
    return values?.kind === 'map' ? instanceOf(item, values, unknown ? plainValue(unknown) : {}) : []
  })
  const read = new Set(planned.map(({ address }) => address))
  const changed = new Set(items.flatMap((item) => addressesOf(item)))
  const before = moduleInstances(nodeAt(root, ['prior_state', 'values', 'root_module']))
  return [
    ...planned,
    ...before.filter(({ mode, address }) => !(mode === 'data' ? read : changed).has(address)),
  ]
}

function destroyedInstances(root: SyntaxMap): readonly TerraformInstance[] {
  return changesOf(root).flatMap((item) => {
    const change = nodeAt(item, ['change'])
    const before = change && nodeAt(change, ['before'])
    return before?.kind === 'map' && does(change, 'delete') ? instanceOf(item, before, {}) : []
  })
}

function changesOf(root: SyntaxMap): readonly SyntaxMap[] {
  const changes = nodeAt(root, ['resource_changes'])
  return changes?.kind === 'list' ? changes.items.filter((item) => item.kind === 'map') : []
}

function does(change: SyntaxNode | undefined, action: string): boolean {
  const actions = change && nodeAt(change, ['actions'])
  return (
    actions?.kind === 'list' && actions.items.some((one) => one.kind === 'scalar' && one.value === action)
  )
}

function addressesOf(item: SyntaxMap): readonly string[] {
  return ['address', 'previous_address'].flatMap((key) => textAt(item, key) ?? [])
}

function moduleInstances(module: SyntaxNode | undefined): readonly TerraformInstance[] {
  if (module?.kind !== 'map') return []
  const resources = nodeAt(module, ['resources'])
  const children = nodeAt(module, ['child_modules'])
  const own = resources?.kind === 'list' ? resources.items : []
  return [
    ...own.flatMap((item) => {
      const values = nodeAt(item, ['values'])
      // What is left of an instance that was replaced, and is still to be destroyed.
      const isOld = item.kind === 'map' && entryOf(item, 'deposed_key') !== undefined
      return item.kind === 'map' && values?.kind === 'map' && !isOld ? instanceOf(item, values, {}) : []
    }),
    ...(children?.kind === 'list' ? children.items.flatMap(moduleInstances) : []),
  ]
}

function instanceOf(item: SyntaxMap, values: SyntaxMap, unknown: EvaluatedValue): TerraformInstance[] {
  const [address, type, name] = ['address', 'type', 'name'].map((key) => textAt(item, key))
  if (address === undefined || type === undefined || name === undefined) return []
  const index = entryOf(item, 'index')?.value
  const mode = textAt(item, 'mode') === 'data' ? 'data' : 'managed'
  const own = `${mode === 'data' ? 'data.' : ''}${type}.${name}`
  const at = address.lastIndexOf(own)
  return [
    {
      address,
      module: address.slice(0, Math.max(0, at - 1)),
      mode,
      type,
      name,
      ...(index?.kind === 'scalar' && (typeof index.value === 'string' || typeof index.value === 'number')
        ? { index: index.value }
        : {}),
      values: mapOf(values),
      unknown,
      node: values,
      source: entryOf(item, 'address')?.value.source ?? item.source,
    },
  ]
}

function textAt(node: SyntaxMap, key: string): string | undefined {
  const value = entryOf(node, key)?.value
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined
}

function mapOf(node: SyntaxNode | undefined): JsonMap {
  const value = node && plainValue(node)
  return isMap(value) ? value : {}
}

/** The value at a path of plain JSON. */
export function jsonAt(value: EvaluatedValue | undefined, path: RecordPath): EvaluatedValue | undefined {
  let at = value
  for (const step of path) {
    if (Array.isArray(at)) at = (at as readonly EvaluatedValue[])[Number(step)]
    else at = isMap(at) && Object.hasOwn(at, step) ? at[step] : undefined
  }
  return at
}
