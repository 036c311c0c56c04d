import type { LaunchStep } from '../../model/launch/step.ts'
import type { AccessGround } from '../permission-missing.ts'

/** Whether a denial is by the policy of a repository that another account owns. */
export function deniedByRepository({ request, answer }: AccessGround, step: LaunchStep): boolean {
  const owner = repositoryOwner(request.resource)
  if (owner === undefined || owner === step.task.account) return false
  return answer.verdict?.layer === 'resource-based policy' || /resource-based policy/.test(answer.reason)
}

/** The account of a repository's ARN. */
export function repositoryOwner(resource: string | undefined): string | undefined {
  return /^arn:[^:]+:ecr:[^:]*:(\d{12}):repository\//.exec(resource ?? '')?.[1]
}
