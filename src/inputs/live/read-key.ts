import { foreign } from './foreign.ts'
import type { FoundThings } from './found-things.ts'
import { unresolved, type LiveAccount } from './live-account.ts'
import { jsonDocument } from './live-record.ts'
import type { Reference } from './references-of.ts'

/** A KMS key by its id, ARN or alias, with its policy and grants. */
export async function readKey(
  account: LiveAccount,
  { name: KeyId, region, account: owner }: Reference,
  found: FoundThings,
): Promise<void> {
  const kms = await account.client('kms', region)
  const short = KeyId.replace(/^arn:[^/]*:/, '')
  const asked = await account.ask('kms:DescribeKey', short, async () => await kms.describeKey({ KeyId }))
  if (asked.kind === 'unknown' && owner !== account.account) {
    found.settle(foreign(`key ${KeyId}`, owner), ['resource', KeyId])
    return
  }
  const key = found.settle(asked, ['resource', KeyId])?.KeyMetadata
  if (key?.KeyId === undefined) return
  const names = [key.KeyId, ...(key.Arn === undefined ? [] : [key.Arn]), KeyId]
  const common = {
    type: 'AWS::KMS::Key',
    region,
    account: key.AWSAccountId ?? owner,
    names,
    source: asked.source,
  }
  // Nobody is asked for permission to use a key of AWS's through the service that it belongs to.
  if (key.KeyManager === 'AWS') {
    found.add({ ...common, properties: { KeyManager: 'AWS' } })
    return
  }
  const id = key.Arn ?? key.KeyId
  const [policy, grants] = await Promise.all([
    account.ask(
      'kms:GetKeyPolicy',
      short,
      async () => await kms.getKeyPolicy({ KeyId: id, PolicyName: 'default' }),
    ),
    account.list('kms:ListGrants', short, async (Marker) => {
      const page = await kms.listGrants({ KeyId: id, Marker })
      return { items: page.Grants, next: page.NextMarker }
    }),
  ])
  // Who may use a key is not known without its grants: what its policy does not allow, one of them may.
  const open = policy.kind !== 'answer' ? policy : grants.kind === 'answer' ? undefined : grants
  found.add({
    ...common,
    properties: {
      KeyManager: key.KeyManager,
      KeyState: key.KeyState,
      KeyPolicy: open
        ? unresolved(open)
        : policy.kind === 'answer'
          ? jsonDocument(policy.value.Policy)
          : undefined,
      Grants: grants.kind !== 'answer' ? [] : grants.value.map(grantOf),
    },
    told: [
      [['KeyPolicy'], policy.source],
      [['Grants'], grants.source],
    ],
  })
}

interface Grant {
  readonly GrantId?: string
  readonly GranteePrincipal?: string
  readonly Operations?: readonly string[]
  readonly Constraints?: object
}

/** A grant as who decides about access reads it. */
function grantOf({ GrantId, GranteePrincipal, Operations, Constraints }: Grant): object {
  return {
    grantId: GrantId ?? '',
    granteePrincipal: GranteePrincipal ?? '',
    operations: Operations ?? [],
    ...(Constraints === undefined ? {} : { constraints: Constraints }),
  }
}
