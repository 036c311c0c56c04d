import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serviceLoaders } from '../../src/aws/service-loaders.ts'
import { loadServiceModel, type OperationModel, type ServiceModel } from '../../src/aws/service-model.ts'
import { openFrontDoor, type OpenDoor } from '../support/front-door.ts'
import { outputProblems } from './answer-check.ts'
import { encodeCall } from './encode.ts'
import { errorProblems } from './error-check.ts'
import { Inputs } from './inputs.ts'
import { samples } from './samples.ts'
import { seedAccount, type Seeded } from './seeds.ts'
import { WireSender } from './send.ts'

const SEED = Number(process.env.FUZZ_SEED ?? 20_261_122)
const RUNS = Number(process.env.FUZZ_RUNS ?? 8)

type SeededAccount = Seeded & { readonly name: string }
type Input = Record<string, unknown>

let open: OpenDoor
let sender: WireSender
/** Whether an operation, of those tried, was answered with success at least once. */
const tally = new Map<string, boolean>()
let accounts = 100_000_000_000

beforeAll(async () => {
  open = await openFrontDoor()
  sender = new WireSender(open.url)
})

afterAll(async () => {
  sender.close()
  await open.close()
})

/** Sends made-up inputs of one operation; gives what was wrong with the answers. */
async function trouble(
  model: ServiceModel,
  operation: OperationModel,
  shaped: Inputs,
  broken: Inputs,
): Promise<string[]> {
  let good: Input | undefined = samples[model.service]?.[operation.name] as Input
  const found: string[] = []
  const ask = async (inputs: readonly Input[], account: SeededAccount): Promise<void> => {
    for (const input of inputs) {
      const sent = account.known.resolve(input) as Input
      const { worked, problems } = await tried(model, operation, sent, account.name)
      if (worked) good ??= input
      tally.set(
        `${model.service} ${operation.name}`,
        worked || tally.get(`${model.service} ${operation.name}`) === true,
      )
      found.push(...problems)
    }
  }
  const some = (inputs: fc.Arbitrary<Input>): Input[] => fc.sample(inputs, { seed: SEED, numRuns: RUNS })
  const first = await seeded(model)
  await ask(some(shaped.of(operation)), first)
  await ask(some(broken.of(operation)), first)
  const second = await seeded(model)
  const basis = good ?? (second.inputs[operation.name] as Input | undefined) ?? {}
  await ask([basis], second)
  await ask(some(broken.near(operation, basis)), second)
  await ask(broken.inherited(operation, basis), second)
  await ask(some(shaped.near(operation, basis)), second)
  return found
}

async function seeded(model: ServiceModel): Promise<SeededAccount> {
  accounts += 1
  const name = String(accounts)
  return { ...(await seedAccount(open.door, model.service, name)), name }
}

async function tried(
  model: ServiceModel,
  operation: OperationModel,
  input: Input,
  account: string,
): Promise<{ readonly worked: boolean; readonly problems: readonly string[] }> {
  const call = encodeCall(model, operation, input, account)
  const answer = await sender.send(call)
  const worked = answer.status < 300
  const bugs = open.bugs.splice(0).map((bug) => (bug instanceof Error ? (bug.stack ?? '') : String(bug)))
  const problems = [...bugs, ...(worked ? outputProblems : errorProblems)(model, operation, answer)]
  if (problems.length === 0) return { worked, problems }
  const sent = `${call.method} ${call.path} ${JSON.stringify(call.headers)} ${String(call.body)}`
  const got = `${answer.status} ${answer.body.slice(0, 500)}`
  return { worked, problems: [[...problems, `  for ${sent.slice(0, 2000)}`, `  got ${got}`].join('\n')] }
}

describe.each(Object.keys(serviceLoaders))('%s', (service) => {
  const model = loadServiceModel(service)
  const operations = Object.values(model.operations)
  const [shaped, broken] = [new Inputs(model, 'shaped'), new Inputs(model, 'broken')]

  it.each(operations.map((operation) => [operation.name, operation] as const))(
    '%s answers whatever comes as its model says',
    async (_name, operation) => {
      expect((await trouble(model, operation, shaped, broken)).join('\n\n')).toBe('')
    },
  )
})

it('got beyond the first check of most operations', () => {
  const worked = [...tally.values()].filter(Boolean).length
  expect(worked / tally.size).toBeGreaterThan(0.75)
})
