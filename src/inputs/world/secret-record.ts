import { parseArn } from '../../model/arn.ts'
import type { ProjectRecords } from '../records/project-records.ts'
import type { WorldRecord } from '../records/world-record.ts'

const type = 'AWS::SecretsManager::Secret'

/**
 * The secret that an ARN, with or without its six random characters, or a name means. Which characters AWS will give it
 * is not known, so that any fit.
 */
export function secretRecord(records: ProjectRecords, region: string, id: string): WorldRecord | undefined {
  const exact = records.find(type, id)
  if (exact || records.answers.of('secret', id)) return exact
  const arn = parseArn(id)
  const name = arn ? arn.resource.replace(/^secret:/, '') : id
  return [name, name.replace(/-[A-Za-z0-9]{6}$/, '')]
    .flatMap((one) => records.keyed(type, 'own name', (record) => [nameOf(record)], one))
    .filter((record) => record.region === (arn?.region ?? region))
    .find((record) => arn === undefined || arn.account === record.account)
}

function nameOf({ names: [arn = ''] }: WorldRecord): string {
  return arn.replace(/^(?:[^:]*:){6}/, '').replace(/-[A-Za-z0-9]{6}$/, '')
}
