import { isMap, isSeq, parseDocument, type Document, type Node, type YAMLMap, type YAMLSeq } from 'yaml'

/** A CloudFormation template that fixes are pasted into; its intrinsic functions stay as they are written. */
export class TemplateEdit {
  private readonly document: Document

  constructor(text: string) {
    this.document = read(text)
  }

  get text(): string {
    return this.document.toString()
  }

  /** Adds a resource as a fix prints it, below a name of its own. */
  addResource(name: string, fix: string): void {
    this.mapAt(['Resources']).set(name, rootOf(fix))
  }

  /** Adds statements as a fix prints them to a role, as an inline policy. */
  addStatements(role: string, fix: string): void {
    const path = ['Resources', role, 'Properties', 'Policies']
    const policy = read("PolicyName: as-printed\nPolicyDocument: { Version: '2012-10-17' }")
      .contents as YAMLMap
    policy.setIn(['PolicyDocument', 'Statement'], rootOf(fix))
    const policies = this.document.getIn(path)
    if (isSeq(policies)) policies.add(policy)
    else this.document.setIn(path, this.document.createNode([policy]))
  }

  /** Puts what a fix prints over what stands at a path: keys replace keys, list items replace those of their `Name`. */
  put(path: readonly (string | number)[], fix: string): void {
    const found = rootOf(fix)
    if (!isMap(found)) throw new Error(`not a map: ${fix}`)
    merge(this.mapAt(path), found)
  }

  private mapAt(path: readonly (string | number)[]): YAMLMap {
    const found = this.document.getIn(path)
    if (isMap(found)) return found
    throw new Error(`the template has no map at ${path.join('.')}`)
  }
}

function read(text: string): Document {
  const document = parseDocument(text, { logLevel: 'silent' })
  if (document.errors.length > 0) throw new Error(`not YAML: ${document.errors.join('; ')}\n${text}`)
  return document
}

function rootOf(text: string): Node {
  const { contents } = read(text)
  if (contents === null) throw new Error(`a fix without content: ${text}`)
  return contents
}

function merge(into: YAMLMap, from: YAMLMap): void {
  for (const { key, value } of from.items) {
    const old = into.get(key, true) as unknown
    if (isMap(old) && isMap(value)) merge(old, value)
    else if (isSeq(old) && isSeq(value) && value.items.every(nameOf)) mergeByName(old, value)
    else into.set(key, value)
  }
}

function mergeByName(into: YAMLSeq, from: YAMLSeq): void {
  for (const item of from.items as YAMLMap[]) {
    const old = into.items.find((one) => nameOf(one) === nameOf(item))
    if (isMap(old)) merge(old, item)
    else into.add(item)
  }
}

function nameOf(item: unknown): unknown {
  return isMap(item) ? item.get('Name') : undefined
}
