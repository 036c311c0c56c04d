import type { DeploymentRow, ServiceRow } from '../../src/model/ecs/service.ts'
import type { TaskRow } from '../../src/model/ecs/task.ts'
import { briskPace } from '../../src/scheduler/pace.ts'
import { reconcileService } from '../../src/scheduler/reconcile-service.ts'
import type { ServiceAction, ServiceView, Step } from '../../src/scheduler/service-view.ts'
import { requestStop } from '../../src/scheduler/task-transitions.ts'

/** A service with its tasks as a small world of its own, for tests: applies steps, and lets tasks live and die. */
export class ServiceSimulation {
  now = 1_000_000
  service: ServiceRow
  readonly deployments = new Map<string, DeploymentRow>()
  readonly tasks = new Map<string, TaskRow>()
  readonly events: string[] = []
  private made = 0
  /** Ids handed out so far; one that comes twice is a bug. */
  readonly started: string[] = []

  constructor(desiredCount: number, minimumHealthyPercent: number, maximumPercent: number) {
    this.service = {
      serviceArn: 'arn:aws:ecs:us-east-1:000000000000:service/c/s',
      serviceName: 's',
      clusterArn: 'arn:aws:ecs:us-east-1:000000000000:cluster/c',
      status: 'ACTIVE',
      desiredCount,
      schedulingStrategy: 'REPLICA',
      deploymentConfiguration: { minimumHealthyPercent, maximumPercent },
      deploymentController: { type: 'ECS' },
      loadBalancers: [],
      serviceRegistries: [],
      placementConstraints: [],
      placementStrategy: [],
      healthCheckGracePeriodSeconds: 0,
      availabilityZoneRebalancing: 'DISABLED',
      enableECSManagedTags: false,
      enableExecuteCommand: false,
      propagateTags: 'NONE',
      createdBy: 'arn:aws:iam::000000000000:root',
      createdAtMs: 0,
      tags: [],
    } as unknown as ServiceRow
    this.deploy()
  }

  get live(): TaskRow[] {
    return [...this.tasks.values()].filter(({ lastStatus }) => lastStatus !== 'STOPPED')
  }

  get primary(): DeploymentRow {
    const primary = [...this.deployments.values()].find(({ status }) => status === 'PRIMARY')
    if (!primary) throw new Error('a service always has a primary deployment')
    return primary
  }

  /** A new deployment takes the place of the present one, as UpdateService makes it. */
  deploy(): void {
    for (const [id, deployment] of this.deployments) {
      if (deployment.status === 'PRIMARY') this.deployments.set(id, { ...deployment, status: 'ACTIVE' })
    }
    const id = `ecs-svc/${String((this.made += 1)).padStart(19, '0')}`
    this.deployments.set(id, {
      id,
      serviceArn: this.service.serviceArn,
      status: 'PRIMARY',
      launch: { taskDefinitionArn: `arn:aws:ecs:us-east-1:000000000000:task-definition/t:${this.made}` },
      createdAtMs: this.now,
      updatedAtMs: this.now,
      rolloutState: 'IN_PROGRESS',
      rolloutStateReason: '',
      failedTasks: 0,
      startFailures: 0,
      notBeforeMs: 0,
      steady: false,
    })
  }

  view(): ServiceView {
    const rank = (deployment: DeploymentRow): number => (deployment.status === 'PRIMARY' ? 0 : 1)
    return {
      now: this.now,
      pace: briskPace,
      service: this.service,
      deployments: [...this.deployments.values()].sort((a, b) => rank(a) - rank(b)),
      tasks: this.live,
      hasHealthCheck: () => false,
      launchFailure: () => undefined,
      saidLately: ({ code }) => this.events.lastIndexOf(code) > this.events.lastIndexOf('service-steady'),
      freshIds: Array.from({ length: this.service.desiredCount + 1 }, () =>
        String((this.made += 1)).padStart(32, '0'),
      ),
    }
  }

  /** Decides and applies until there is nothing to do now. */
  settle(check: (step: Step) => void = () => {}): Step {
    for (let steps = 0; steps < 100; steps += 1) {
      const step = reconcileService(this.view())
      check(step)
      for (const action of step.actions) this.apply(action)
      if (step.actions.length === 0) return step
    }
    throw new Error('the service does not come to rest')
  }

  /** A task goes one state further on its way up or down. */
  advance(taskArn: string): void {
    const task = this.tasks.get(taskArn)
    if (!task) return
    if (task.desiredStatus === 'STOPPED') this.tasks.set(taskArn, { ...task, lastStatus: 'STOPPED' })
    else if (task.lastStatus === 'PROVISIONING') this.tasks.set(taskArn, { ...task, lastStatus: 'PENDING' })
    else if (task.lastStatus === 'PENDING') {
      this.tasks.set(taskArn, { ...task, lastStatus: 'RUNNING', startedAtMs: this.now })
    }
  }

  /** A task ends by itself. */
  die(taskArn: string): void {
    const task = this.tasks.get(taskArn)
    if (task) this.tasks.set(taskArn, { ...task, desiredStatus: 'STOPPED', lastStatus: 'STOPPED' })
  }

  private apply(action: ServiceAction): void {
    switch (action.kind) {
      case 'start-tasks':
        for (const taskId of action.taskIds) this.start(taskId, action.deploymentId)
        return
      case 'stop-tasks':
        for (const taskArn of action.taskArns) {
          const task = this.tasks.get(taskArn)
          if (task)
            this.tasks.set(taskArn, requestStop(task, 'ServiceSchedulerInitiated', 'scaled in', this.now))
        }
        return
      case 'change-deployment': {
        const deployment = this.deployments.get(action.id)
        if (deployment) this.deployments.set(action.id, { ...deployment, ...action.change })
        return
      }
      case 'delete-deployment':
        this.deployments.delete(action.id)
        return
      case 'record-event':
        this.events.push(action.event.code)
        return
      case 'close-service':
        this.service = { ...this.service, status: 'INACTIVE' }
    }
  }

  private start(taskId: string, deploymentId: string): void {
    const taskArn = `arn:aws:ecs:us-east-1:000000000000:task/c/${taskId}`
    this.started.push(taskId)
    this.tasks.set(taskArn, {
      taskArn,
      taskId,
      deploymentId,
      serviceArn: this.service.serviceArn,
      desiredStatus: 'RUNNING',
      lastStatus: 'PROVISIONING',
      healthStatus: 'UNKNOWN',
      createdAtMs: this.now,
      containers: [],
      attachments: [],
      version: 1,
    } as unknown as TaskRow)
  }
}
