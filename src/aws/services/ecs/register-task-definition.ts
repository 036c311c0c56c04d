import type { RegisterTaskDefinitionRequest, RegisterTaskDefinitionResponse } from '@aws-sdk/client-ecs'
import { formatArn } from '../../../model/arn.ts'
import { taskDefinitionFamilies, taskDefinitions } from '../../../model/ecs/tables.ts'
import type { TaskDefinitionRow } from '../../../model/ecs/task-definition.ts'
import type { Operation } from '../../operation.ts'
import { callerArn } from './caller-arn.ts'
import { checkTags } from './check-tags.ts'
import { checkDefinition } from './definition/check-definition.ts'
import { compatibilitiesOf } from './definition/compatibilities.ts'
import { completeDefinition, normaliseDefinition } from './definition/complete-definition.ts'
import { requiredAttributes } from './definition/required-attributes.ts'
import { taskDefinitionView } from './task-definition-view.ts'

/** Registers the next revision of a family. A revision number is never given twice. */
export const registerTaskDefinition: Operation<
  RegisterTaskDefinitionRequest,
  RegisterTaskDefinitionResponse
> = (tx, request, context) => {
  const tags = checkTags(request.tags)
  const wanted = normaliseDefinition(request, tx.account)
  checkDefinition(wanted)
  const { family = '' } = wanted
  const revision = (tx.get(taskDefinitionFamilies, family)?.lastRevision ?? 0) + 1
  const definition = completeDefinition(wanted)
  const row: TaskDefinitionRow = {
    taskDefinitionArn: formatArn('ecs', tx.region, tx.account, `task-definition/${family}:${revision}`),
    family,
    revision,
    status: 'ACTIVE',
    definition,
    compatibilities: compatibilitiesOf(wanted),
    requiresAttributes: requiredAttributes(definition),
    registeredAtMs: context.now,
    registeredBy: callerArn(context),
    tags,
  }
  tx.put(taskDefinitionFamilies, family, { family, lastRevision: revision })
  tx.put(taskDefinitions, `${family}:${revision}`, row)
  return { taskDefinition: taskDefinitionView(row), tags: tags.length > 0 ? [...tags] : undefined }
}
