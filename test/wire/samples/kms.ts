import { the } from '../references.ts'

const allow =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:SourceAccount":"000000000000"}}}]}'

/** Inputs of KMS that work in a seeded account, by operation. */
export const kmsSamples: Readonly<Record<string, object>> = {
  CreateAlias: { AliasName: 'alias/new', TargetKeyId: the('KeyId') },
  Encrypt: { KeyId: 'alias/app', Plaintext: 'aGVsbG8=', EncryptionContext: { a: 'b' } },
  PutKeyPolicy: {
    KeyId: the('KeyId'),
    PolicyName: 'default',
    Policy: allow,
    BypassPolicyLockoutSafetyCheck: true,
  },
  CreateKey: {
    Description: 'd',
    KeyUsage: 'ENCRYPT_DECRYPT',
    Policy: allow,
    Tags: [{ TagKey: 'a', TagValue: 'b' }],
    BypassPolicyLockoutSafetyCheck: true,
  },
  GenerateDataKey: { KeyId: the('KeyId'), KeySpec: 'AES_256' },
  CreateGrant: {
    KeyId: the('KeyId'),
    GranteePrincipal: the('Arn'),
    Operations: ['Decrypt'],
    Constraints: { EncryptionContextSubset: { a: 'b' } },
    Name: 'g',
  },
}
