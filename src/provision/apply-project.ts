import type { Project, ProjectStack } from '../inputs/project/open-project.ts'
import { secretText } from '../inputs/project/local-value.ts'
import { stacks } from '../model/stack.ts'
import type { StackOutput } from '../model/stack.ts'
import type { Sourced } from '../model/template.ts'
import { StackApplication } from './apply-stack.ts'
import { staticNames } from './local-settings.ts'
import type { LocalPlan, LocalSecret } from './local-settings.ts'
import { planStack } from './plan-stack.ts'
import { keepProject, projectRow } from './project-row.ts'
import type { NameOf } from './project-row.ts'
import { attributeOf } from './read-attribute.ts'
import type { RunOptions } from './run-options.ts'
import { SecretHash } from './secret-hash.ts'
import { StackRecord } from './stack-record.ts'
import type { StackRequest } from './stack-request.ts'
import { stackOutputs } from './stack-outputs.ts'
import { StackScope } from './stack-scope.ts'
import type { StackSurroundings } from './stack-scope.ts'

/** Applies the stacks of one project, each after those it depends on. */
export class ProjectApplication {
  private readonly project: Project
  private readonly request: StackRequest
  private readonly options: RunOptions
  private readonly region: string
  private readonly secrets: readonly LocalSecret[]

  constructor(project: Project, request: StackRequest, options: RunOptions, region: string) {
    this.project = project
    this.request = request
    this.options = options
    this.region = region
    this.secrets = project.settings.secrets.map((secret) => ({
      name: secret.name,
      value: request.secretValues[secret.name] ?? secretText(secret, {}),
      source: secret.source,
    }))
  }

  /** Returns the outputs of all stacks. Throws an InputError or a ResourceFailure. */
  async run(): Promise<Readonly<Record<string, string>>> {
    const { stacks: all } = this.project
    this.sayAccounts()
    const claimed = await this.claimedNames()
    const outputs: Record<string, string> = {}
    for (const [index, stack] of all.entries()) {
      for (const [name, { value }] of Object.entries(await this.applyStack(stack, index, claimed))) {
        outputs[all.length === 1 ? name : `${stack.name}.${name}`] = value
      }
    }
    return outputs
  }

  private sayAccounts(): void {
    const { account, report } = this.options
    for (const { name, accountId } of this.project.stacks) {
      if (accountId === undefined || accountId === account) continue
      report({
        kind: 'note',
        text: `stack ${name} is for account ${accountId}; here it is made in ${account}`,
      })
    }
  }

  /** Names that any of the stacks gives a secret, parameter or bucket, and logical ids that settings use instead. */
  private async claimedNames(): Promise<ReadonlySet<string>> {
    const claimed = new Set<string>()
    for (const stack of this.project.stacks) {
      const record = this.recordOf(stack)
      const surroundings = this.surroundings(stack, record, '', new SecretHash(''))
      const scope = await StackScope.open(stack, surroundings, 'unresolved')
      for (const name of (await staticNames(scope)).values()) claimed.add(name)
      for (const { logicalId, type } of stack.template.resources.values()) {
        if (['AWS::SSM::Parameter', 'AWS::SecretsManager::Secret', 'AWS::S3::Bucket'].includes(type))
          claimed.add(logicalId)
      }
    }
    return claimed
  }

  private async applyStack(
    stack: ProjectStack,
    index: number,
    claimed: ReadonlySet<string>,
  ): Promise<Readonly<Record<string, StackOutput>>> {
    const record = this.recordOf(stack)
    const { scope: at } = record
    const row = await record.begin()
    try {
      const hash = new SecretHash(row.hashKey)
      const scope = await StackScope.open(stack, this.surroundings(stack, record, row.stackId, hash))
      const plan: LocalPlan = {
        scope,
        settings: this.project.settings,
        secrets: this.secrets,
        region: at.region,
        hash,
        claimed,
        names: await staticNames(scope),
        takesRest: index === 0,
        physicalId: (logicalId) => record.made(logicalId)?.physicalId,
      }
      const planned = planStack(plan)
      await this.keep(index, record, (logicalId) => nameFor(record, logicalId))
      const application = new StackApplication(record, this.options)
      await application.apply(planned)
      await this.keep(index, record, (logicalId) => nameFor(record, logicalId))
      await application.cleanUp(new Set(planned.map(({ logicalId }) => logicalId)))
      const outputs = await stackOutputs(scope, application.skipped, this.options.report)
      await record.end('COMPLETE', outputs)
      return outputs
    } catch (error) {
      await record.end('FAILED')
      throw error
    }
  }

  private async keep(index: number, record: StackRecord, nameOf: NameOf): Promise<void> {
    const templates = this.project.stacks.map(({ template }) => template)
    const row = projectRow(this.project, index, templates, nameOf)
    await keepProject(this.options.store, record.scope, record.stackName, row)
  }

  private recordOf(stack: ProjectStack): StackRecord {
    const { store, account, now } = this.options
    return new StackRecord(store, { account, region: stack.region ?? this.region }, stack.name, now)
  }

  private surroundings(
    stack: ProjectStack,
    record: StackRecord,
    stackId: string,
    hash: SecretHash,
  ): StackSurroundings {
    const { door, store } = this.options
    const { scope } = record
    return {
      ...scope,
      stackId,
      hash,
      parameters: this.parametersOf(stack),
      call: async (service, operation, input) =>
        (await door.invoke(service, operation, withoutAbsent(input), scope)) as never,
      ref: (logicalId) => record.made(logicalId)?.physicalId,
      getAtt: (logicalId, attribute) => attributeOf(record.made(logicalId), attribute, record, this.options),
      importValue: (name) => {
        const exported = [...store.view(scope).all(stacks)]
          .flatMap(({ outputs }) => Object.values(outputs))
          .find(({ exportName }) => exportName === name)
        return exported?.secret === false ? exported.value : undefined
      },
      stackOutput: ({ stackName, outputName, region = scope.region, roleArn }) => {
        const place = { account: roleArn?.split(':')[4] ?? scope.account, region }
        const output = [...store.view(place).all(stacks)].find((one) => one.stackName === stackName)?.outputs[
          outputName
        ]
        return output?.secret === false ? output.value : undefined
      },
    }
  }

  /** Those of the request stand over those of `seatrial.yaml`. */
  private parametersOf(stack: ProjectStack): ReadonlyMap<string, Sourced<string>> {
    const parameters = new Map(stack.parameters)
    const several = this.project.stacks.length > 1
    for (const [name, value] of Object.entries(this.request.parameters)) {
      const declared = stack.template.parameters.get(name)
      // One stack of several need not have a parameter that another has.
      if (!declared && several) continue
      const source = declared?.source ?? { file: stack.template.file, line: 1, column: 1 }
      parameters.set(name, { value, source })
    }
    return parameters
  }
}

function withoutAbsent(input: object): object {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
}

/** Services are known by name, everything else by its physical id. */
function nameFor(record: StackRecord, logicalId: string): string | undefined {
  const made = record.made(logicalId)
  if (made?.type !== 'AWS::ECS::Service') return made?.physicalId
  const { Name: name } = made.attributes
  return typeof name === 'string' ? name : undefined
}
