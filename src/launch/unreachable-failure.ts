import type { LaunchStep, StepDestination } from '../model/launch/step.ts'
import type { ReachAnswer } from '../model/launch/world.ts'
import type { Failure } from '../model/verdict.ts'
import { publicEndpointAddress } from '../network/public-endpoint-address.ts'
import { envFileFacts, imageFacts } from './denial-failure.ts'

type Unreachable = Extract<ReachAnswer, { kind: 'unreachable' }>

/** How often ECS tries calls that get no answer, as the texts say it (spec: R-06, P-02, P-06). */
const attempts = 5

/** The failure by which each kind of step shows that its call got no answer; undefined where no text is known. */
export function unreachableFailure(
  step: LaunchStep,
  destination: StepDestination,
  answer: Unreachable,
): Failure | undefined {
  switch (step.kind) {
    case 'registry-auth': {
      const { how, facts } = connection(destination, answer)
      const code = `registry-auth-${how === 'lookup' ? 'lookup-failed' : 'unreachable'}`
      return { code, facts: { region: destination.region, ...facts } }
    }
    case 'registry-secret':
    case 'secret':
      return { code: 'secret-unreachable', facts: { attempts, secretArn: secretArnOf(step) } }
    case 'parameters':
      return { code: 'parameters-unreachable', facts: { region: destination.region } }
    case 'env-file':
      return { code: 'env-file-unreachable', facts: { ...envFileFacts(step), attempts } }
    case 'log-driver':
      return { code: 'log-endpoint-unreachable', facts: {} }
    case 'volume':
      return isLookup(answer)
        ? { code: 'file-system-not-resolved', facts: { host: destination.host } }
        : { code: 'file-system-unreachable', facts: {} }
    case 'image':
      return destination === step.layers
        ? layersFailure(step, destination, answer)
        : registryFailure(step, destination, answer)
    default:
      return undefined
  }
}

function secretArnOf({ requires, access }: LaunchStep): string {
  const reference = requires.kind === 'secret' ? requires.reference : undefined
  return reference && 'secretArn' in reference ? reference.secretArn : (access[0]?.resource ?? '')
}

function registryFailure(step: LaunchStep, destination: StepDestination, answer: Unreachable): Failure {
  const image = imageFacts(step)
  const path = `${image['repository']}/manifests/${image['tag']}`
  const { how, facts } = connection(destination, answer)
  const code = `registry-${how === 'lookup' ? 'lookup-failed' : 'unreachable'}`
  return { code, facts: { ...image, attempts, path, ...facts } }
}

/** The link to a layer is signed and long; AWS's own is cut off with the rest of the text. */
export function layerUrl({ requestId, account }: LaunchStep['task'], { host }: StepDestination): string {
  return `https://${host}/${requestId.slice(0, 4)}-${account}-${requestId}/${requestId}`
}

function layersFailure({ task }: LaunchStep, destination: StepDestination, answer: Unreachable): Failure {
  const url = layerUrl(task, destination)
  const { how, facts } = connection(destination, answer)
  const code = `image-layers-${how === 'lookup' ? 'lookup-failed' : 'unreachable'}`
  return { code, facts: { attempts, url, ...facts } }
}

/** How the connection failed, as Go says it: the name was not resolved, or an address did not answer. */
function connection(
  { host }: StepDestination,
  answer: Unreachable,
): { readonly how: 'lookup' | 'dial'; readonly facts: Failure['facts'] } {
  if (!isLookup(answer)) {
    return { how: 'dial', facts: { address: answer.address ?? publicEndpointAddress(host) } }
  }
  const problem = answer.outcome === 'no-such-host' ? 'no such host' : 'i/o timeout'
  const resolver = answer.verdict?.resolver
  return { how: 'lookup', facts: { name: host, problem, ...(resolver === undefined ? {} : { resolver }) } }
}

function isLookup({ outcome }: Unreachable): boolean {
  return outcome === 'no-such-host' || outcome === 'lookup-timeout'
}
