import type { ServiceConnectConfiguration, ServiceConnectService } from '@aws-sdk/client-ecs'
import { connectRules, discoveryNameOf } from '../../../launch/registration/connect-rules.ts'
import { refusalsOf } from '../../../launch/registration/refusal.ts'
import type { ClusterRow } from '../../../model/ecs/cluster.ts'
import type { RegisteredDefinition } from '../../../model/ecs/task-definition.ts'
import { services } from '../../../model/ecs/tables.ts'
import type { View } from '../../../model/state.ts'
import { enforce } from './enforce.ts'
import { invalidParameter, notImplemented } from './errors.ts'
import { currentLaunch } from './service-launch-type.ts'

/** What a Service Connect configuration is checked against. */
interface ServiceConnectQuestion {
  readonly cluster: ClusterRow
  readonly definition: RegisteredDefinition
  /** The service itself: its own names are not taken by another. */
  readonly serviceArn: string
}

/** Checks a Service Connect configuration; the cluster's namespace is filled in where it names none. */
export function checkServiceConnect(
  view: View,
  configuration: ServiceConnectConfiguration | undefined,
  question: ServiceConnectQuestion,
): ServiceConnectConfiguration | undefined {
  if (!configuration?.enabled) return configuration
  const namespace = configuration.namespace ?? question.cluster.serviceConnectDefaults?.namespace
  enforce(refusalsOf(connectRules(configuration, question.definition, () => namespace)))
  const exposed = configuration.services ?? []
  for (const service of exposed) refuseUnsupported(service)
  if (namespace !== undefined) {
    for (const service of exposed) checkFree(view, discoveryNameOf(service), namespace, question)
  }
  return { ...configuration, namespace }
}

function refuseUnsupported({ tls, clientAliases = [] }: ServiceConnectService): void {
  if (tls) throw notImplemented('TLS of Service Connect')
  if (clientAliases.some(({ testTrafficRules }) => testTrafficRules)) {
    throw notImplemented('Test traffic rules of Service Connect')
  }
}

/** A discovery name belongs to one service of a namespace. */
function checkFree(
  view: View,
  name: string,
  namespace: string,
  { serviceArn }: ServiceConnectQuestion,
): void {
  for (const service of view.all(services)) {
    if (service.status === 'INACTIVE' || service.serviceArn === serviceArn) continue
    const other = currentLaunch(view, service)?.serviceConnectConfiguration
    if (!other?.enabled || other.namespace !== namespace) continue
    if (other.services?.some((each) => discoveryNameOf(each) === name)) {
      throw invalidParameter(`SC service is already used by ${namespace}`)
    }
  }
}
