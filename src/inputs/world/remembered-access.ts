import type { AccessAnswer, AccessRequest } from '../../model/launch/world.ts'

/**
 * Answers each question of one launch once: a role may do the same from every subnet, unless the call passes another
 * endpoint.
 */
export function rememberedAccess(
  mayPerform: (request: AccessRequest) => AccessAnswer,
): (request: AccessRequest) => AccessAnswer {
  const answers = new Map<string, AccessAnswer>()
  return (request) => {
    const { actor, roleArn, action, resource, region, via, context } = request
    const more = context === undefined ? '' : JSON.stringify(context)
    const key = `${actor} ${roleArn} ${action} ${resource} ${region} ${via?.vpcEndpointId} ${more}`
    const answer = answers.get(key) ?? mayPerform(request)
    answers.set(key, answer)
    return answer
  }
}
