import { ec2Rules } from './ec2.ts'
import { ecrRules } from './ecr.ts'
import { ecsRules } from './ecs.ts'
import { iamRules } from './iam.ts'
import { kmsRules } from './kms.ts'
import { logsRules } from './logs.ts'
import type { ServiceRules } from './rule.ts'
import { s3Rules } from './s3.ts'
import { secretsManagerRules } from './secretsmanager.ts'
import { ssmRules } from './ssm.ts'
import { stsRules } from './sts.ts'

/** What the operations of each service need, by the name of its API model. Every service that answers here is in it. */
export const serviceRules: Readonly<Record<string, ServiceRules>> = {
  ec2: ec2Rules,
  ecr: ecrRules,
  ecs: ecsRules,
  iam: iamRules,
  kms: kmsRules,
  logs: logsRules,
  s3: s3Rules,
  secretsmanager: secretsManagerRules,
  ssm: ssmRules,
  sts: stsRules,
}
