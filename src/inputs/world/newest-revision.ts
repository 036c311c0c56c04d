import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { LaunchRequest } from '../../model/launch/request.ts'
import { ownTypes } from '../records/own-types.ts'
import type { ProjectRecords } from '../records/project-records.ts'
import type { WorldRecord } from '../records/world-record.ts'
import { definitionOf, familyOf } from './definition-of.ts'

/**
 * The newest revision of a task definition's family, where revisions are told by number: by an account, or by files
 * that were read from one. What a template makes has no number yet.
 */
export function newestRevision(
  records: ProjectRecords,
  definition: WorldRecord,
  used: LaunchRequest,
): Pick<EvaluatedLaunch, 'newest'> {
  const family = familyOf(records, definition)
  const told = [ownTypes.newestDefinition, 'AWS::ECS::TaskDefinition']
    .flatMap((type) => records.keyed(type, 'family', (record) => [familyOf(records, record)], family))
    .filter(({ region }) => region === definition.region)
    .flatMap((record) => {
      const revision = revisionIn(record)
      return revision === undefined ? [] : [{ record, revision }]
    })
    .toSorted((a, b) => b.revision - a.revision)
  const [newest] = told
  if (newest === undefined) return {}
  const { record, revision } = newest
  if (revision === used.revision) return { newest: { revision, definition: used.definition } }
  return {
    newest: {
      revision,
      // Read by one cause, where it finds that the revisions differ.
      get definition() {
        return definitionOf(records, record, { hasInterface: true })
      },
    },
  }
}

/** The revision in the ARN of what was registered; undefined where nothing was yet. */
export function revisionIn({ names }: WorldRecord): number | undefined {
  const arn = names.find((name) => name.includes(':task-definition/'))
  const digits = /:(\d+)$/.exec(arn ?? '')?.[1]
  return digits === undefined ? undefined : Number(digits)
}
