import { programFound } from '../../launch/image-programs.ts'
import type { ImageNeeds } from '../../model/project.ts'
import type { Sourced } from '../../model/template.ts'
import type { ProblemList } from '../input-error.ts'
import { commandWords } from './command-words.ts'
import type { SettingsNode } from './settings-node.ts'

/** Reads `programs` of an image; notes where the image's own command is a program that is not among them. */
export function readPrograms(
  node: SettingsNode,
  image: SettingsNode,
  problems: ProblemList,
): Sourced<readonly string[]> {
  const programs = node.texts()
  const first = image.child('entryPoint') ?? image.child('run')
  const [program] = first === undefined ? [] : commandWords(first.textOrTexts())
  if (first !== undefined && program !== undefined && programFound(program, programs) === false) {
    const name = program.slice(program.lastIndexOf('/') + 1)
    problems.add(`the image runs ${program}, which is not among its programs`, first.source, {
      ...(programs.length > 0 && { expected: `one of ${programs.join(', ')}` }),
      remedy: `add ${name} to programs`,
    })
  }
  return { value: programs, source: node.source }
}

/** Reads `needs` of an image. The schema has let nothing else through. */
export function readNeeds(node: SettingsNode): ImageNeeds {
  const memory = node.sourced('memory')
  return {
    environment: (node.child('environment')?.items() ?? []).map(({ ownText, source }) => ({
      value: ownText,
      source,
    })),
    ...(memory ? { memoryMiB: { value: Number(memory.value), source: memory.source } } : {}),
  }
}
