import type { KeyMetadata } from '@aws-sdk/client-kms'
import { parseArn } from '../../../model/arn.ts'
import type { KeyRow } from '../../../model/kms/key.ts'

/** A key as DescribeKey and CreateKey show it. */
export function keyMetadata(key: KeyRow): KeyMetadata {
  return {
    AWSAccountId: parseArn(key.arn)?.account ?? '',
    KeyId: key.keyId,
    Arn: key.arn,
    CreationDate: new Date(key.createdMs),
    Enabled: key.state === 'Enabled',
    Description: key.description,
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeyState: key.state,
    ...(key.deletionMs === undefined ? {} : { DeletionDate: new Date(key.deletionMs) }),
    Origin: 'AWS_KMS',
    KeyManager: key.manager,
    CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
    KeySpec: 'SYMMETRIC_DEFAULT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    MultiRegion: false,
    CurrentKeyMaterialId: key.materialId,
  }
}
