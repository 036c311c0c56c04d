import { printFailure } from '../../failures/print-failure.ts'
import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { percentRules, standstill } from '../../launch/registration/deployment-rules.ts'
import { refusalsOf } from '../../launch/registration/refusal.ts'
import { askedService, type AskedService } from '../../launch/registration/service-rules.ts'
import { ifKnown } from '../../launch/registration/unsettled.ts'
import type { CheckFinding } from '../check-report.ts'
import { requestFact } from '../definition-fact.ts'

/**
 * A service whose percents leave room neither for one task more nor for one fewer. It comes up, and no later deployment
 * ever replaces a task (spec ERRORS V-18).
 */
export function standstillFindings(launch: EvaluatedLaunch): CheckFinding[] {
  const service = launch.asked && askedService(launch.asked)
  return (service && ifKnown(() => standstillOf(launch, service))) ?? []
}

function standstillOf(launch: EvaluatedLaunch, { service }: AskedService): CheckFinding[] {
  const { deploymentConfiguration = {}, schedulingStrategy = 'REPLICA', deploymentController } = service
  const { type = 'ECS' } = deploymentController ?? {}
  const { strategy = 'ROLLING' } = deploymentConfiguration
  if (service.desiredCount === undefined || schedulingStrategy !== 'REPLICA') return []
  if (type !== 'ECS' || strategy !== 'ROLLING') return []
  const [refusal] = refusalsOf(percentRules(deploymentConfiguration, schedulingStrategy))
  const bounds = standstill(deploymentConfiguration, service.desiredCount)
  // Percents that are refused are told as that.
  if (refusal !== undefined || bounds === undefined) return []
  const { minimumHealthyPercent = 100, maximumPercent = 200 } = deploymentConfiguration
  const { name } = launch.subject
  const place = launch.placeOf?.('deploymentConfiguration')
  const tasks = bounds.desiredCount === 1 ? '1 task' : `${bounds.desiredCount} tasks`
  return [
    {
      code: 'deployment-cannot-move',
      severity: 'warning',
      subject: name,
      message: `deployments of service \`${name}\` cannot replace any task: of ${tasks} at least ${bounds.leastHealthy} must stay and at most ${bounds.most} may run`,
      ...(place === undefined ? {} : { place }),
      why: [
        requestFact(launch, `desiredCount is ${bounds.desiredCount}`),
        requestFact(
          launch,
          `minimumHealthyPercent is ${minimumHealthyPercent}: at least ${bounds.leastHealthy}, rounded up`,
        ),
        requestFact(launch, `maximumPercent is ${maximumPercent}: at most ${bounds.most}, rounded down`),
      ],
      prints: printFailure({ code: 'service-deployment-stuck', facts: { service: name } }, {}).text,
      fix: [
        {
          title: 'let one more task run while a deployment lasts',
          text: 'DeploymentConfiguration:\n  MinimumHealthyPercent: 100\n  MaximumPercent: 200',
        },
        {
          title: 'or let the old task stop first, with an interruption',
          text: 'DeploymentConfiguration:\n  MinimumHealthyPercent: 0\n  MaximumPercent: 100',
        },
      ],
    },
  ]
}
