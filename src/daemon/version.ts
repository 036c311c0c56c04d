import { readFileSync } from 'node:fs'
import { assetUrl } from '../model/asset.ts'

/** The version of this package. */
export function packageVersion(): string {
  const path = assetUrl('../package.json')
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version
}
