import { isMap, isScalar } from 'yaml'
import type { Node } from 'yaml'
import type { Edit } from '../../causes/fix.ts'
import type { FileChanges, FixPlaces } from './fix-place.ts'
import { putIntoMap, takesMore } from './put-into.ts'
import type { SourceDocument } from './source-document.ts'
import { yamlText, type Value } from './written-value.ts'

/** A text below the map at a place: another one where there is one, and the keys that lead to it where there is none. */
export function setValue(
  { at, path, to }: Extract<Edit, { kind: 'set' }>,
  places: FixPlaces,
): FileChanges | undefined {
  const found = places.at(at)
  if (!found) return undefined
  const { document, offset } = found
  let map: Node | undefined = document.mapAt(offset) ?? document.valueOfKeyAt(offset)
  for (const [index, name] of path.entries()) {
    if (!isMap(map) || !takesMore(document, map)) return undefined
    const pair = document.pairOf(map, (key) => key.toLowerCase() === name.toLowerCase())
    if (pair === undefined) {
      const [key = '', ...inner] = path.slice(index).map((one) => spelledAs(map, one))
      const value = inner.reduceRight<Value>((within, one) => ({ entries: [[one, within]] }), to)
      return { file: document.file, changes: [putIntoMap(document, map, key, value)] }
    }
    if (index === path.length - 1) return replaced(document, pair.value, to)
    map = pair.value ?? undefined
  }
  return undefined
}

function replaced(document: SourceDocument, node: Node | null, to: string): FileChanges | undefined {
  if (!isScalar(node) || node.tag || document.isShared(node)) return undefined
  const text = document.isJson ? JSON.stringify(to) : yamlText(to, true)
  return {
    file: document.file,
    changes: [{ start: document.startOf(node), end: document.endOf(node), text }],
  }
}

/** Names begin in upper case in templates, and in lower case in what the API takes. */
function spelledAs(map: Node | undefined, name: string): string {
  const [first] = isMap(map) ? map.items : []
  const isLower = isScalar(first?.key) && /^[a-z]/.test(String(first.key.value))
  return isLower ? name.charAt(0).toLowerCase() + name.slice(1) : name
}
