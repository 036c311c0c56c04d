import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

/** The design's table: a folder may import only folders on lower floors, and itself. Type-only imports count. */
const floors: Record<string, number> = {
  model: 0,
  iam: 1,
  network: 1,
  schedule: 1,
  failures: 2,
  launch: 2,
  causes: 3,
  scheduler: 3,
  aws: 4,
  store: 4,
  inputs: 4,
  runtime: 4,
  agent: 4,
  explain: 4,
  provision: 5,
  daemon: 6,
  library: 7,
  cli: 8,
}

const src = join(dirname(dirname(fileURLToPath(import.meta.url))), 'src')

interface Import {
  readonly from: string
  readonly to: string
}

function importsOf(source: string): string[] {
  const pattern = /(?:from\s+|import\s+|import\()\s*'(?<path>\.[^']+)'/g
  return [...source.matchAll(pattern)].map((match) => match.groups?.path ?? '')
}

function projectImports(): Import[] {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .flatMap((path) =>
      importsOf(readFileSync(join(src, path), 'utf8')).map((target) => ({
        from: path,
        to: relative(src, resolve(src, dirname(path), target)),
      })),
    )
}

const folderOf = (path: string): string => path.split('/')[0] ?? path

describe('the floors', () => {
  const imports = projectImports()

  it('reads the imports of the source', () => {
    expect(imports.length).toBeGreaterThan(20)
  })

  it('gives every folder of src a floor', () => {
    const folders = readdirSync(src, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    expect(folders.map((entry) => entry.name).filter((name) => !(name in floors))).toEqual([])
  })

  it('lets a folder import only lower floors', () => {
    const upward = imports
      .filter(({ from, to }) => folderOf(from) !== folderOf(to))
      .filter(({ from, to }) => (floors[folderOf(to)] ?? 99) >= (floors[folderOf(from)] ?? -1))
    expect(upward.map(({ from, to }) => `${from} imports ${to}`)).toEqual([])
  })

  it('has no import cycle', () => {
    const edges = new Map<string, Import[]>()
    for (const edge of imports) edges.set(edge.from, [...(edges.get(edge.from) ?? []), edge])
    const state = new Map<string, 'open' | 'done'>()
    const cycles: string[] = []
    const visit = (file: string, path: string[]): void => {
      if (state.get(file) === 'done') return
      if (state.get(file) === 'open') {
        cycles.push([...path.slice(path.indexOf(file)), file].join(' → '))
        return
      }
      state.set(file, 'open')
      for (const edge of edges.get(file) ?? []) visit(edge.to, [...path, file])
      state.set(file, 'done')
    }
    for (const file of edges.keys()) visit(file, [])
    expect(cycles).toEqual([])
  })
})
