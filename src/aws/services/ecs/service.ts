import type { Service } from '../../operation.ts'
import { createCapacityProvider } from './create-capacity-provider.ts'
import { createCluster } from './create-cluster.ts'
import { createService } from './create-service.ts'
import { deleteAccountSetting } from './delete-account-setting.ts'
import { deleteAttributes } from './delete-attributes.ts'
import { deleteCapacityProvider } from './delete-capacity-provider.ts'
import { deleteCluster } from './delete-cluster.ts'
import { deleteService } from './delete-service.ts'
import { deleteTaskDefinitions } from './delete-task-definitions.ts'
import { deregisterContainerInstance } from './deregister-container-instance.ts'
import { deregisterTaskDefinition } from './deregister-task-definition.ts'
import { describeCapacityProviders } from './describe-capacity-providers.ts'
import { describeClusters } from './describe-clusters.ts'
import { describeContainerInstances } from './describe-container-instances.ts'
import { describeServiceDeployments } from './describe-service-deployments.ts'
import { describeServiceRevisions } from './describe-service-revisions.ts'
import { describeServices } from './describe-services.ts'
import { describeTaskDefinition } from './describe-task-definition.ts'
import { describeTasks } from './describe-tasks.ts'
import { getTaskProtection } from './get-task-protection.ts'
import { listAccountSettings } from './list-account-settings.ts'
import { listAttributes } from './list-attributes.ts'
import { listClusters } from './list-clusters.ts'
import { listContainerInstances } from './list-container-instances.ts'
import { listServiceDeployments } from './list-service-deployments.ts'
import { listServicesByNamespace } from './list-services-by-namespace.ts'
import { listServices } from './list-services.ts'
import { listTagsForResource } from './list-tags-for-resource.ts'
import { listTaskDefinitionFamilies } from './list-task-definition-families.ts'
import { listTaskDefinitions } from './list-task-definitions.ts'
import { listTasks } from './list-tasks.ts'
import { putAccountSettingDefault } from './put-account-setting-default.ts'
import { putAccountSetting } from './put-account-setting.ts'
import { putAttributes } from './put-attributes.ts'
import { putClusterCapacityProviders } from './put-cluster-capacity-providers.ts'
import { registerTaskDefinition } from './register-task-definition.ts'
import { runTask } from './run-task.ts'
import { startTask } from './start-task.ts'
import { stopTask } from './stop-task.ts'
import { tagResource } from './tag-resource.ts'
import { untagResource } from './untag-resource.ts'
import { updateCapacityProvider } from './update-capacity-provider.ts'
import { updateClusterSettings } from './update-cluster-settings.ts'
import { updateCluster } from './update-cluster.ts'
import { updateContainerInstancesState } from './update-container-instances-state.ts'
import { updateService } from './update-service.ts'
import { updateTaskProtection } from './update-task-protection.ts'
import { ecsViolation } from './violation.ts'

/** Amazon Elastic Container Service. */
export const ecs: Service = {
  model: 'ecs',
  violation: ecsViolation,
  operations: {
    CreateCapacityProvider: createCapacityProvider,
    CreateCluster: createCluster,
    CreateService: createService,
    DeleteAccountSetting: deleteAccountSetting,
    DeleteAttributes: deleteAttributes,
    DeleteCapacityProvider: deleteCapacityProvider,
    DeleteCluster: deleteCluster,
    DeleteService: deleteService,
    DeleteTaskDefinitions: deleteTaskDefinitions,
    DeregisterContainerInstance: deregisterContainerInstance,
    DeregisterTaskDefinition: deregisterTaskDefinition,
    DescribeCapacityProviders: describeCapacityProviders,
    DescribeClusters: describeClusters,
    DescribeContainerInstances: describeContainerInstances,
    DescribeServiceDeployments: describeServiceDeployments,
    DescribeServiceRevisions: describeServiceRevisions,
    DescribeServices: describeServices,
    DescribeTaskDefinition: describeTaskDefinition,
    DescribeTasks: describeTasks,
    GetTaskProtection: getTaskProtection,
    ListAccountSettings: listAccountSettings,
    ListAttributes: listAttributes,
    ListClusters: listClusters,
    ListContainerInstances: listContainerInstances,
    ListServiceDeployments: listServiceDeployments,
    ListServices: listServices,
    ListServicesByNamespace: listServicesByNamespace,
    ListTagsForResource: listTagsForResource,
    ListTaskDefinitionFamilies: listTaskDefinitionFamilies,
    ListTaskDefinitions: listTaskDefinitions,
    ListTasks: listTasks,
    PutAccountSetting: putAccountSetting,
    PutAccountSettingDefault: putAccountSettingDefault,
    PutAttributes: putAttributes,
    PutClusterCapacityProviders: putClusterCapacityProviders,
    RegisterTaskDefinition: registerTaskDefinition,
    RunTask: runTask,
    StartTask: startTask,
    StopTask: stopTask,
    TagResource: tagResource,
    UntagResource: untagResource,
    UpdateCapacityProvider: updateCapacityProvider,
    UpdateCluster: updateCluster,
    UpdateClusterSettings: updateClusterSettings,
    UpdateContainerInstancesState: updateContainerInstancesState,
    UpdateService: updateService,
    UpdateTaskProtection: updateTaskProtection,
  },
}
