import { entryOf, type SyntaxNode } from '../syntax/syntax.ts'

/** Whether a file is something of Terraform's: a plan or a state, shown as JSON or as Terraform keeps it. */
export function isTerraformFile(root: SyntaxNode): boolean {
  if (root.kind !== 'map') return false
  // Old plans name no version of Terraform; CloudFormation has no format_version.
  if (entryOf(root, 'terraform_version') === undefined) return entryOf(root, 'format_version') !== undefined
  return ['planned_values', 'values', 'resources', 'modules', 'format_version'].some(
    (key) => entryOf(root, key) !== undefined,
  )
}
