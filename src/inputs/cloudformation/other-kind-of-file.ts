import type { SyntaxMap } from '../syntax/syntax.ts'

/** Files that people have beside their templates, told by keys that only they have. */
const kinds: readonly (readonly [keys: readonly string[], kind: string])[] = [
  [['apiVersion', 'kind'], 'it looks like a Kubernetes manifest'],
  [['services', 'volumes'], 'it looks like a Compose file'],
  [['services', 'version'], 'it looks like a Compose file'],
  [['services'], 'it looks like a Compose file'],
  [['service', 'provider', 'functions'], 'it looks like a Serverless Framework file'],
  [['containerDefinitions'], 'it looks like a task definition'],
  [['taskDefinition'], 'it looks like a described task definition'],
  [['terraform_version', 'planned_values'], 'it looks like a Terraform plan'],
  [['terraform_version', 'values'], 'it looks like a Terraform state'],
  [['terraform_version', 'resources'], 'it looks like a Terraform state file'],
  [['terraform_version', 'modules'], 'it looks like a state file of an old Terraform'],
  [['version', 'artifacts'], 'it looks like the manifest of a CDK assembly; name its folder instead'],
  [
    ['service_definition', 'task_definition'],
    'it looks like the configuration of ecspresso; name the folder of its definitions instead',
  ],
  [['images', 'publish'], 'it looks like a seatrial.yaml; name its folder instead'],
  [['dependencies', 'name', 'version'], 'it looks like a package.json'],
]

/** What a file seems to be that is not a template, or undefined. */
export function otherKindOfFile(root: SyntaxMap): string | undefined {
  const keys = new Set(root.entries.map(({ key }) => key))
  return kinds.find(([needed]) => needed.every((key) => keys.has(key)))?.[1]
}
