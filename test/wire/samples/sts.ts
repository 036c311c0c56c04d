import { the } from '../references.ts'

const documentOf = (action: string): string =>
  `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"${action}","Resource":"*"}]}`

/** Inputs of STS that work in a seeded account, by operation. */
export const stsSamples: Readonly<Record<string, object>> = {
  AssumeRole: {
    RoleArn: the('Arn'),
    RoleSessionName: 'me',
    DurationSeconds: 900,
    Policy: documentOf('s3:*'),
  },
}
