import type { InstanceProfileRow } from '../../../model/iam/rows.ts'
import { instanceProfiles } from '../../../model/iam/tables.ts'
import type { View } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'

/** An instance profile by name. Throws NoSuchEntity. */
export function findInstanceProfile(view: View, name = ''): InstanceProfileRow {
  const profile = view.get(instanceProfiles, name)
  if (!profile) throw new Fault('NoSuchEntity', `Instance Profile ${name} cannot be found.`)
  return profile
}
