import { afterAll, beforeAll, expect, it } from 'vitest'
import { Seatrial } from '../support/seatrial.ts'
import type { PrintedDiagnosis } from './broken-project.ts'
import { account, region, reportedEnvFileTimeout, reportedParameterDenial } from './texts.ts'

let seatrial: Seatrial
beforeAll(async () => {
  seatrial = await Seatrial.create()
})
afterAll(async () => await seatrial.close())

async function why(text: string): Promise<PrintedDiagnosis> {
  const { code, stdout, stderr } = await seatrial.runAsync(['why', text, '--format', 'json'])
  expect(code, stderr).toBe(0)
  return JSON.parse(stdout) as PrintedDiagnosis
}

it('reads the report of the parameter', async () => {
  const { failure, causes } = await why(reportedParameterDenial)
  expect(failure).toMatchObject({
    code: 'parameters-denied',
    facts: {
      resource: `arn:aws:ssm:${region}:${account}:parameter/JobSyncHub/email/AWS_SES_SENDER`,
    },
  })
  expect(causes[0]).toMatchObject({ code: 'exec-role-missing-ssm-permission', standing: 'possible' })
  expect(causes[0]?.message).toContain('ecsTaskExecutionRole')
})

it('reads the report of the environment file, and says that more time does not help', async () => {
  const { failure, causes } = await why(reportedEnvFileTimeout)
  expect(failure?.code).toBe('env-file-unreachable')
  expect(causes[0]).toMatchObject({ code: 'env-file-bucket-region-or-route', standing: 'possible' })
  expect(causes[0]?.message).toContain('raising startTimeout cannot help')
})
