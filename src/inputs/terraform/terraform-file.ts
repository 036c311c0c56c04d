import { entryOf, type SyntaxNode } from '../syntax/syntax.ts'

/** Whether a file is something of Terraform's: a plan or a state, shown as JSON or as Terraform keeps it. */
export function isTerraformFile(root: SyntaxNode): boolean {
  if (root.kind !== 'map' || entryOf(root, 'terraform_version') === undefined) return false
  return ['planned_values', 'values', 'resources', 'format_version'].some(
    (key) => entryOf(root, key) !== undefined,
  )
}
