import { ec2Samples } from './samples/ec2.ts'
import { ecrSamples } from './samples/ecr.ts'
import { ecsSamples } from './samples/ecs.ts'
import { iamSamples } from './samples/iam.ts'
import { kmsSamples } from './samples/kms.ts'
import { logsSamples } from './samples/logs.ts'
import { s3Samples } from './samples/s3.ts'
import { secretsmanagerSamples } from './samples/secretsmanager.ts'
import { ssmSamples } from './samples/ssm.ts'
import { stsSamples } from './samples/sts.ts'

/** An input that works in a seeded account, for operations whose chance inputs seldom do. */
export const samples: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  ecs: ecsSamples,
  ec2: ec2Samples,
  iam: iamSamples,
  sts: stsSamples,
  ssm: ssmSamples,
  secretsmanager: secretsmanagerSamples,
  logs: logsSamples,
  kms: kmsSamples,
  ecr: ecrSamples,
  s3: s3Samples,
}
