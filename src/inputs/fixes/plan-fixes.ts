import { isUnknownText } from '../../model/unknown-text.ts'
import type { CheckFinding } from '../../causes/check-report.ts'
import type { Edit, Fix } from '../../causes/fix.ts'
import type { ProjectRecords } from '../records/project-records.ts'
import { addLogGroup } from './add-log-group.ts'
import { allowActions, type Allowance } from './allow-actions.ts'
import { FixPlaces, type FileChanges } from './fix-place.ts'
import { replaceText } from './replace-text.ts'
import { setValue } from './set-value.ts'
import { SourceDocument } from './source-document.ts'
import { applyChanges, conflict, same, type TextChange } from './text-change.ts'
import { trustService } from './trust-service.ts'

/** A file before and after its fixes. */
export interface FixedFile {
  readonly file: string
  readonly before: string
  readonly after: string
}

/** A finding with the fix that mends it. */
export interface PlannedFix {
  readonly finding: CheckFinding
  readonly fix: Fix
}

/** What fixes would change. Findings that none of these mends are in `left`. */
export interface FixPlan {
  readonly files: readonly FixedFile[]
  readonly fixes: readonly PlannedFix[]
  readonly left: readonly CheckFinding[]
}

/**
 * Plans the first fix of each finding that can be made: everything it changes is a literal in a file that was read and
 * is nobody's output. Comments and layout stay. Nothing is written.
 */
export function planFixes(
  findings: readonly CheckFinding[],
  texts: ReadonlyMap<string, string>,
  records: ProjectRecords,
): FixPlan {
  const plan = new Planning(new FixPlaces(texts, records))
  const fixes: PlannedFix[] = []
  const left: CheckFinding[] = []
  for (const finding of findings) {
    const fix = finding.fix.find(({ edit }) => edit !== undefined && plan.take(edit, finding.place))
    if (fix) fixes.push({ finding, fix })
    else left.push(finding)
  }
  return { files: plan.files(texts), fixes, left }
}

/** Gathers changes; those of one role's permissions are made together, as they go to the same place. */
class Planning {
  private readonly places: FixPlaces
  private readonly changes = new Map<string, TextChange[]>()
  private readonly allowances = new Map<string, Map<string, Allowance>>()

  constructor(places: FixPlaces) {
    this.places = places
  }

  /** Takes a change into the plan; false where it cannot be made or meets another. */
  take(edit: Edit, place: string | undefined): boolean {
    if (edit.kind === 'allow') return this.allow(edit)
    if ('to' in edit && isUnknownText(edit.to)) return false
    const made = this.changesOf(edit, place)
    if (!made) return false
    const known = this.changes.get(made.file) ?? []
    if (made.changes.some((one) => known.some((other) => conflict(one, other)))) return false
    const added = made.changes.filter((one) => !known.some((other) => same(one, other)))
    this.changes.set(made.file, [...known, ...added])
    return true
  }

  files(texts: ReadonlyMap<string, string>): readonly FixedFile[] {
    const all = new Map(this.changes)
    for (const [role, allowances] of this.allowances) {
      const made = allowActions(role, [...allowances.values()], this.places)
      if (made) all.set(made.file, [...(all.get(made.file) ?? []), ...made.changes])
    }
    return [...all].map(([file, changes]) => fixedFile(file, texts.get(file) ?? '', changes))
  }

  private allow({ role, action, resources }: Extract<Edit, { kind: 'allow' }>): boolean {
    const allowance = { action, resources }
    if (!allowActions(role, [allowance], this.places)) return false
    const known = this.allowances.get(role) ?? new Map<string, Allowance>()
    this.allowances.set(role, known.set(JSON.stringify(allowance), allowance))
    return true
  }

  private changesOf(
    edit: Exclude<Edit, { kind: 'allow' }>,
    place: string | undefined,
  ): FileChanges | undefined {
    switch (edit.kind) {
      case 'replace':
        return replaceText(edit, place, this.places)
      case 'set':
        return setValue(edit, this.places)
      case 'trust':
        return trustService(edit, this.places)
      case 'log-group':
        return addLogGroup(edit, place, this.places)
    }
  }
}

/** Throws where the changed text cannot be read any more, which is a bug: then nothing may be written. */
function fixedFile(file: string, before: string, changes: readonly TextChange[]): FixedFile {
  const body = before.replace(/^\uFEFF/, '')
  const after = before.slice(0, before.length - body.length) + applyChanges(body, changes)
  if (SourceDocument.open(file, after) === undefined)
    throw new Error(`the fixes of ${file} would leave a file that cannot be read; nothing was written`)
  return { file, before, after }
}
