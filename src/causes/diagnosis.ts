import type { Evidence } from '../model/verdict.ts'
import type { Fix, Settling } from './fix.ts'

/** What is known about a cause: facts show that it is there, nothing decides, or facts show that it is not. */
export type Standing = 'proven' | 'possible' | 'ruled-out'

/** A cause of the failure at hand. */
export interface DiagnosedCause {
  readonly code: string
  readonly standing: Standing
  /** One lower-case line, true on its own. */
  readonly message: string
  readonly why: readonly Evidence[]
  readonly fix: readonly Fix[]
  /** What ECS prints because of it, where a launch shows it. */
  readonly prints?: string
  /** What would tell it from the others; where nothing decides yet. */
  readonly settle: readonly Settling[]
  /** Of a hundred reports with such a text, so many have this cause; missing where it was found in facts alone. */
  readonly share?: number
  /** The service, task or schedule in which it was found. */
  readonly subject?: string
  /** Where what is wrong was written: `file:line:col`. */
  readonly place?: string
}

/** A failure of the catalogue as a diagnosis shows it. */
export interface DiagnosedFailure {
  readonly code: string
  readonly summary: string
  readonly facts: Readonly<Record<string, string | number>>
}

/** Why something failed. */
export interface Diagnosis {
  /** Of this shape; it grows when a field changes its meaning or goes. */
  readonly version: 1
  /** What the text tells of; null where it was not recognised or no text was given. */
  readonly failure: DiagnosedFailure | null
  /** Where the text was not recognised: the known failure that is worded most like it. */
  readonly nearest?: { readonly code: string; readonly summary: string }
  /** Best first: proven, then possible by what really occurs, then ruled out. */
  readonly causes: readonly DiagnosedCause[]
  /** Troubles that facts show and that do not print this text: they will be met next. */
  readonly also: readonly DiagnosedCause[]
}
