import { hiddenText } from '../../launch/secret-value.ts'
import { parseArn } from '../../model/arn.ts'
import type { Unresolved } from '../../model/template.ts'
import type { FoundThings } from './found-things.ts'
import { unresolved, type LiveAccount } from './live-account.ts'
import { jsonDocument } from './live-record.ts'
import type { Reference } from './references-of.ts'

/** A secret with its versions and its policy; of its value only the JSON keys, and only where one is asked for. */
export async function readSecret(
  account: LiveAccount,
  { name: SecretId, region, account: owner, jsonKey }: Reference,
  found: FoundThings,
): Promise<void> {
  const manager = await account.client('secretsmanager', region)
  const short = SecretId.replace(/^.*:secret:/, '')
  const asked = await account.once(
    `secret ${region} ${SecretId}`,
    async () =>
      await account.ask(
        'secretsmanager:DescribeSecret',
        short,
        async () => await manager.describeSecret({ SecretId }),
      ),
  )
  const secret = found.settle(asked, ['secret', SecretId], ['resource', SecretId])
  if (!secret) return
  const { ARN: arn = SecretId, Name, KmsKeyId, DeletedDate, VersionIdsToStages, Tags = [] } = secret
  const [value, policy] = await Promise.all([
    jsonKey === undefined || DeletedDate !== undefined
      ? undefined
      : shapeRead(account, { SecretId, short, region }),
    account.ask(
      'secretsmanager:GetResourcePolicy',
      short,
      async () => await manager.getResourcePolicy({ SecretId }),
    ),
  ])
  const place = { region, account: parseArn(arn)?.account ?? owner }
  found.add({
    ...place,
    type: 'AWS::SecretsManager::Secret',
    // Services find a secret by an ARN without its last six characters too.
    names: [arn, ...(Name === undefined ? [] : [Name]), SecretId],
    source: asked.source,
    properties: {
      Name,
      KmsKeyId,
      DeletedDate,
      VersionIdsToStages,
      Tags,
      ...(value === undefined ? {} : { SecretString: value }),
    },
    told: [[['SecretString'], `secretsmanager:GetSecretValue ${short}`]],
  })
  const text = policy.kind === 'answer' ? policy.value.ResourcePolicy : unresolved(policy)
  if (text === undefined) return
  found.add({
    ...place,
    type: 'AWS::SecretsManager::ResourcePolicy',
    names: [`policy of ${arn}`],
    source: policy.source,
    properties: { SecretId: arn, ResourcePolicy: typeof text === 'string' ? jsonDocument(text) : text },
  })
}

interface AskedSecret {
  readonly SecretId: string
  readonly short: string
  readonly region: string
}

/** The shape of the value. What was read is given up at once: nothing keeps it, and nothing can print it. */
async function shapeRead(
  account: LiveAccount,
  { SecretId, short, region }: AskedSecret,
): Promise<string | Unresolved> {
  const manager = await account.client('secretsmanager', region)
  const answer = await account.ask('secretsmanager:GetSecretValue', short, async () => {
    const { SecretString } = await manager.getSecretValue({ SecretId })
    return shapeOf(SecretString)
  })
  if (answer.kind !== 'answer') return unresolved(answer)
  return answer.value
}

/** The shape of a value: an object with its keys alone, another kind of JSON without content, or no JSON. */
function shapeOf(text: string | undefined): string {
  try {
    const value: unknown = JSON.parse(text ?? '')
    if (Array.isArray(value)) return '[]'
    if (typeof value === 'string') return '""'
    if (typeof value === 'number') return '0'
    if (typeof value !== 'object' || value === null) return String(value)
    return JSON.stringify(Object.fromEntries(Object.keys(value).map((key) => [key, ''])))
  } catch {
    return hiddenText
  }
}
