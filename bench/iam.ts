import { callKeys } from '../src/iam/call-keys.ts'
import { compilePolicy } from '../src/iam/compile-policy.ts'
import { evaluate } from '../src/iam/evaluate.ts'
import type { PolicyContext } from '../src/iam/policy-context.ts'
import { readPolicy } from '../src/iam/read-policy.ts'
import type { AccessRequest } from '../src/model/iam/access.ts'

const WARM_MS = 300
const RUN_MS = 1500
const BATCH = 1000

type Line = (what: string, value: string, wanted?: string) => void

const account = '111122223333'
const roleArn = `arn:aws:iam::${account}:role/ecsTaskExecutionRole`

/** The five policies of an execution role as they are met: the managed one, three inline, a managed one that denies. */
const policies: Readonly<Record<string, object>> = {
  AmazonECSTaskExecutionRolePolicy: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: [
          'ecr:GetAuthorizationToken',
          'ecr:BatchCheckLayerAvailability',
          'ecr:GetDownloadUrlForLayer',
          'ecr:BatchGetImage',
          'logs:CreateLogStream',
          'logs:PutLogEvents',
        ],
        Resource: '*',
      },
    ],
  },
  logs: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'logs:CreateLogGroup',
        Resource: `arn:aws:logs:*:${account}:log-group:/ecs/*`,
      },
    ],
  },
  envFiles: {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::shop-config/*' },
      { Effect: 'Allow', Action: 's3:GetBucketLocation', Resource: 'arn:aws:s3:::shop-config' },
    ],
  },
  secrets: {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Secrets',
        Effect: 'Allow',
        Action: ['secretsmanager:GetSecretValue', 'kms:Decrypt'],
        Resource: [
          `arn:aws:secretsmanager:eu-west-1:${account}:secret:shop/db-??????`,
          `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
        ],
        Condition: { StringEquals: { 'aws:ResourceTag/app': 'shop' } },
      },
      {
        Sid: 'Parameters',
        Effect: 'Allow',
        Action: ['ssm:GetParameters', 'ssm:GetParameter*'],
        Resource: `arn:aws:ssm:*:${account}:parameter/shop/*/notification`,
        Condition: { StringEquals: { 'aws:RequestedRegion': ['eu-west-1', 'eu-central-1'] } },
      },
    ],
  },
  Guardrails: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        NotAction: ['iam:*', 'sts:*'],
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1', 'eu-central-1', 'us-east-1'] } },
      },
    ],
  },
}

/** Evaluations each second, on one core, of an execution role with five policies that reads a parameter. */
export function measureIam(line: Line): void {
  const context: PolicyContext = {
    identityPolicies: Object.entries(policies).map(([name, document]) => {
      const reading = readPolicy(document)
      if (!reading.ok) throw new Error(`the bench's own policy ${name} cannot be read`)
      return { name, compiled: compilePolicy(reading.policy) }
    }),
  }
  const allowed = requestFor('/shop/live/notification')
  const denied = requestFor('/other')
  for (const [what, request, kind, wanted] of [
    ['ssm:GetParameters, five policies, allowed', allowed, 'allowed', 'to reach: 50000/s'],
    ['  denied, with the statements that come near', denied, 'denied', ''],
  ] as const) {
    if (evaluate(request, context).kind !== kind) throw new Error(`${what}: not ${kind}`)
    evaluationsPerSecond(request, context, WARM_MS)
    line(what, `${Math.round(evaluationsPerSecond(request, context, RUN_MS))}/s`, wanted)
  }
}

function requestFor(parameter: string): AccessRequest {
  const principal = {
    kind: 'role-session',
    account,
    arn: `arn:aws:sts::${account}:assumed-role/ecsTaskExecutionRole/0123456789abcdef0123456789abcdef`,
    roleArn,
  } as const
  return {
    principal,
    action: 'ssm:GetParameters',
    resource: `arn:aws:ssm:eu-west-1:${account}:parameter${parameter}`,
    keys: callKeys({ principal, region: 'eu-west-1', now: Date.UTC(2026, 0, 1) }),
  }
}

function evaluationsPerSecond(request: AccessRequest, context: PolicyContext, forMs: number): number {
  const started = performance.now()
  let evaluations = 0
  let elapsed = 0
  while (elapsed < forMs) {
    for (let index = 0; index < BATCH; index += 1) evaluate(request, context)
    evaluations += BATCH
    elapsed = performance.now() - started
  }
  return (evaluations / elapsed) * 1000
}
