import type { Cause } from '../causes/cause.ts'
import type { CheckFinding, CheckReport } from '../causes/check-report.ts'
import { readPlace } from './place.ts'

/** Who made the report. */
export interface SarifTool {
  readonly version: string
  /** Of the causes that were found, for their rules. */
  readonly vocabulary: readonly Cause[]
}

/** A check as SARIF 2.1.0, as code hosts show it on the line, https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function sarifCheck({ findings }: CheckReport, { version, vocabulary }: SarifTool): object {
  const codes = [...new Set(findings.map(({ code }) => code))]
  const rules = codes.flatMap((code) => vocabulary.filter((cause) => cause.code === code)).map(ruleOf)
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'seatrial', semanticVersion: version, rules } },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => resultOf(finding, codes)),
      },
    ],
  }
}

function ruleOf({ code, summary, rationale, source }: Cause): object {
  return {
    id: code,
    shortDescription: { text: summary },
    fullDescription: { text: rationale },
    helpUri: source,
    help: { text: rationale },
  }
}

function resultOf(finding: CheckFinding, codes: readonly string[]): object {
  const { code, severity, message, why, fix, subject } = finding
  const place = readPlace(finding.place)
  const details = [...why.map(({ fact }) => fact), ...fix.slice(0, 1).map(({ title }) => `fix: ${title}`)]
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: severity,
    message: { text: [message, ...details].join('\n') },
    ...(place === undefined
      ? { locations: [{ logicalLocations: [{ name: subject, kind: 'resource' }] }] }
      : {
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: encodeURI(place.file) },
                region: { startLine: place.line, startColumn: place.column },
              },
              logicalLocations: [{ name: subject, kind: 'resource' }],
            },
          ],
        }),
    partialFingerprints: { 'seatrialFinding/v1': `${code}:${subject}` },
  }
}
