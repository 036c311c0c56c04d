import { roleArnOf } from './definition-of.ts'
import type { ProjectFacts } from './project-facts.ts'

/** The ARN of the role that deploys the project, as its settings say; one of the project may stand below a path. */
export function deployerOf({ settings, records }: ProjectFacts, account: string): string | undefined {
  const said = settings?.deployer?.value
  const own = records.find('AWS::IAM::Role', said)?.names.find((name) => name.startsWith('arn:'))
  return own ?? roleArnOf(said, account)
}
