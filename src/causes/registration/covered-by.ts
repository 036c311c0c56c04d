import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { Cause } from '../cause.ts'
import { portMappingMismatch } from '../load-balancing/port-mapping-mismatch.ts'
import { taskDefTemplateVariableEmpty } from '../logs/task-def-template-variable-empty.ts'
import { assignPublicIpOnEc2 } from '../parameters/assign-public-ip-on-ec2.ts'
import { capacityProviderNotAssociated } from '../parameters/capacity-provider-not-associated.ts'
import { containerNameMismatch } from '../parameters/container-name-mismatch.ts'
import { fargateCpuMemoryInvalid } from '../parameters/fargate-cpu-memory-invalid.ts'
import { launchTypeAndCapacityProviderConflict } from '../parameters/launch-type-and-capacity-provider-conflict.ts'
import { networkConfigVsNetworkMode } from '../parameters/network-config-vs-network-mode.ts'
import { targetTypeNetworkModeMismatch } from '../parameters/target-type-network-mode-mismatch.ts'
import { execRoleNotSet } from '../roles/exec-role-not-set.ts'
import { taskRoleNotSet } from '../roles/task-role-not-set.ts'
import { serviceConnectNamespaceMissing } from '../service-connect/service-connect-namespace-missing.ts'
import { serviceConnectConfigInvalid } from '../service-connect/service-connect-config-invalid.ts'

/** The causes of the vocabulary that say what a rule says, with more about why. */
const causes: Readonly<Record<string, Cause>> = {
  'task-size': fargateCpuMemoryInvalid,
  'fargate-size': fargateCpuMemoryInvalid,
  'fargate-size-missing': fargateCpuMemoryInvalid,
  'fargate-network-mode': networkConfigVsNetworkMode,
  'host-port-differs': portMappingMismatch,
  'execution-role': execRoleNotSet,
  'efs-task-role': taskRoleNotSet,
  'role-form': taskDefTemplateVariableEmpty,
  image: taskDefTemplateVariableEmpty,
  'network-configuration': networkConfigVsNetworkMode,
  'public-ip': assignPublicIpOnEc2,
  'launch-type-and-strategy': launchTypeAndCapacityProviderConflict,
  'capacity-provider-not-associated': capacityProviderNotAssociated,
  'load-balancer-container': containerNameMismatch,
  'load-balancer-port': portMappingMismatch,
  'target-type': targetTypeNetworkModeMismatch,
  'connect-namespace': serviceConnectNamespaceMissing,
  'connect-mode': serviceConnectConfigInvalid,
  'connect-port-name': serviceConnectConfigInvalid,
  'connect-alias': serviceConnectConfigInvalid,
  'connect-timeout': serviceConnectConfigInvalid,
  'connect-ingress-port': serviceConnectConfigInvalid,
}

/** Tells of rules whether a cause of the vocabulary says the same of this launch already. Each cause is asked once. */
export function coveredIn(launch: EvaluatedLaunch): (rule: string) => boolean {
  const answers = new Map<Cause, boolean>()
  return (rule) => {
    const cause = causes[rule]
    if (cause === undefined) return false
    const known = answers.get(cause)
    if (known !== undefined) return known
    const isFound = (cause.find?.(launch).found.length ?? 0) > 0
    answers.set(cause, isFound)
    return isFound
  }
}
