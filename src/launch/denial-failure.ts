import type { LaunchStep, StepAccess } from '../model/launch/step.ts'
import type { Failure } from '../model/verdict.ts'
import { parseImageReference } from './image-reference.ts'
import { s3RequestIds } from './s3-request-id.ts'

/** A refusal is not tried again. */
const attempts = 1

/** The failure by which each kind of step shows that it was refused; undefined where no text is known. */
export function denialFailure(
  step: LaunchStep,
  { action, resource }: StepAccess,
  { principal, reason }: { readonly principal: string; readonly reason: string },
): Failure | undefined {
  const { requestId } = step.task
  const refused = { attempts, requestId, principal, resource, reason }
  switch (step.kind) {
    case 'role-assumption':
      return { code: 'pass-role-denied', facts: { principal, resource, reason } }
    case 'network-interface':
      return interfaceFailure(step, 'AuthFailure')
    case 'registry-auth':
      return { code: 'registry-auth-denied', facts: { attempts, requestId, principal, reason } }
    case 'registry-secret':
    case 'secret': {
      const secretArn = step.access[0]?.resource ?? resource
      if (action === 'kms:Decrypt') {
        return { code: 'secret-key-denied', facts: { attempts, requestId, secretArn } }
      }
      return { code: 'secret-denied', facts: { ...refused, secretArn } }
    }
    case 'parameters': {
      const code = action === 'kms:Decrypt' ? 'parameter-key-denied' : 'parameters-denied'
      return { code, facts: { ...refused, region: step.destination?.region ?? step.task.region } }
    }
    case 'env-file':
      return { code: 'env-file-forbidden', facts: envFileFacts(step) }
    case 'log-driver': {
      const code = action === 'logs:CreateLogGroup' ? 'log-group-creation-denied' : 'log-stream-denied'
      return { code, facts: refused }
    }
    case 'volume':
      return { code: 'file-system-denied', facts: {} }
    case 'image':
      return { code: 'image-denied', facts: { ...refused, ...imageFacts(step) } }
    default:
      return undefined
  }
}

/** EC2's refusal to make the task's interface, as ECS hands it on: `error` is the code that EC2 gave. */
export function interfaceFailure({ requires }: LaunchStep, error: string): Failure {
  const [subnetId = ''] = requires.kind === 'subnet' ? requires.subnetIds : []
  const isPublic = requires.kind === 'subnet' && requires.assignPublicIp
  const facts: Failure['facts'] = { [isPublic ? 'publicSubnetId' : 'subnetId']: subnetId, error }
  return { code: 'interface-not-created', facts }
}

/** What texts about an image contain. */
export function imageFacts({ requires }: LaunchStep): Failure['facts'] {
  const image = requires.kind === 'image' ? requires.image : ''
  const { canonical, host, repository, tag, digest } = parseImageReference(image)
  return { attempts, image, reference: canonical, host, repository, tag: digest ?? tag ?? 'latest' }
}

/** What texts about an environment file contain. */
export function envFileFacts({ requires, task }: LaunchStep): Failure['facts'] {
  const { bucket, key } = requires.kind === 'env-file' ? requires : { bucket: '', key: '' }
  return { attempts, bucket, key, ...s3RequestIds(task.requestId) }
}
