import type { TemplateEdit } from '../support/template-edit.ts'

/** One fix of a diagnosis. */
export interface PrintedFix {
  readonly title: string
  readonly text: string
}

/** The files of a project that a fix may change. */
export interface ProjectFiles {
  readonly template: TemplateEdit
  /** The text of `seatrial.yaml`, which stands for what is outside of AWS: registries and programs. */
  settings: string
}

/** What the tasks of a project show before it is mended. `{…}` in texts is a pattern of `textPattern`. */
export interface Symptom {
  /** Missing where no task comes to be. */
  readonly stopCode?: string
  readonly stoppedReason?: string
  readonly container?: { readonly name: string; readonly exitCode?: number; readonly reason?: string }
  /** A line of the container's log. */
  readonly log?: string
  /** What the service says; missing where it says no more than that a task could not be placed, and why. */
  readonly event?: string
}

/** A project that fails, what ECS says of it, why it does, and how it is mended. */
export interface Story {
  /** Folder below `examples/jobsynchub/broken`. */
  readonly folder: string
  /** `process` where programs must really run. */
  readonly runtime: 'simulated' | 'process'
  readonly service: string
  readonly symptom: Symptom
  readonly cause: string
  /** Parts of the message or of the evidence of the cause. */
  readonly evidence: readonly string[]
  /** Which of the printed fixes is applied. */
  readonly fix: number
  readonly apply: (files: ProjectFiles, fix: PrintedFix) => void
}

const patterns: Readonly<Record<string, string>> = {
  task: '[0-9a-f]{32}',
  uuid: '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}',
  suffix: '[A-Za-z0-9]{6}',
  key: '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}',
  public: String.raw`(?!10\.)\d+\.\d+\.\d+\.\d+`,
  private: String.raw`10\.0\.10\.\d+`,
}

/** The expression that fits a whole text, with `{task}`, `{uuid}`, `{suffix}`, `{public}` and `{private}` in it. */
export function textPattern(text: string): RegExp {
  const source = text
    .split(/(\{\w+\})/)
    .map((part) => patterns[part.slice(1, -1)] ?? part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join('')
  return new RegExp(`^${source}$`)
}
