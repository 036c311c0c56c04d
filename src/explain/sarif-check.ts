import { createHash } from 'node:crypto'
import type { Cause } from '../causes/cause.ts'
import type { CheckFinding, CheckReport, SuppressedFinding } from '../causes/check-report.ts'
import type { FindingRule } from '../causes/own-findings.ts'
import { otherRules } from '../causes/other-rules.ts'
import { readPlace, type PlaceParts } from './place.ts'

/** Who made the report. */
export interface SarifTool {
  readonly version: string
  /** Of the causes that were found, for their rules. */
  readonly vocabulary: readonly Cause[]
}

/** A check as SARIF 2.1.0, as code hosts show it on the line, https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function sarifCheck(
  { findings, suppressed }: CheckReport,
  { version, vocabulary }: SarifTool,
): object {
  const all = [...findings, ...suppressed.map(({ finding }) => finding)]
  const codes = [...new Set(all.map(({ code }) => code))]
  const known = new Map<string, FindingRule>([...vocabulary, ...otherRules].map((rule) => [rule.code, rule]))
  const rules = codes.map((code) => ruleOf(code, known.get(code)))
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'seatrial', version, semanticVersion: version, rules } },
        columnKind: 'utf16CodeUnits',
        results: [
          ...findings.map((finding) => resultOf(finding, codes)),
          ...suppressed.map((one) => ({
            ...resultOf(one.finding, codes),
            suppressions: [suppressionOf(one)],
          })),
        ],
      },
    ],
  }
}

function ruleOf(code: string, rule: FindingRule | undefined): object {
  if (rule === undefined) return { id: code }
  return {
    id: code,
    shortDescription: { text: rule.summary },
    fullDescription: { text: rule.rationale },
    ...(rule.source === undefined ? {} : { helpUri: rule.source }),
    help: { text: rule.rationale },
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
    locations: [
      {
        ...(place === undefined ? {} : { physicalLocation: physicalLocation(place) }),
        logicalLocations: [{ name: subject, kind: 'resource' }],
      },
    ],
    // Lines move; what is wrong with what does not.
    partialFingerprints: { 'seatrialFinding/v1': digest([code, subject, message].join('\n')) },
  }
}

function physicalLocation({ file, line, column }: PlaceParts): object {
  return {
    artifactLocation: artifactLocation(file.replaceAll('\\', '/')),
    region: { startLine: line, startColumn: column },
  }
}

function artifactLocation(file: string): object {
  const path = file.split('/').map(encodeURIComponent).join('/')
  if (file.startsWith('/')) return { uri: `file://${path}` }
  if (/^[A-Za-z]:\//.test(file)) return { uri: `file:///${path.replace('%3A', ':')}` }
  return { uri: path, uriBaseId: '%SRCROOT%' }
}

function suppressionOf({ reason, source }: SuppressedFinding): object {
  const isExternal = /seatrial\.ya?ml:\d+:\d+$/.test(source)
  return { kind: isExternal ? 'external' : 'inSource', status: 'accepted', justification: reason }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}
