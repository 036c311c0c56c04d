/** A place in a template for one fact, or, without a name, for words that are passed over. */
export interface Hole {
  readonly name: string
  readonly type: HoleType
}

/** What may stand in a hole. The wide ones (`text`, `gap`) run on to the fixed text that follows, or to the end. */
export type HoleType = 'text' | 'gap' | keyof typeof patterns

const redaction = '<[^<>]{1,60}>'
const character = String.raw`(?:${redaction}|[^\s'"<>])`
const lastCharacter = String.raw`(?:${redaction}|[^\s'".,;:)<>])`

/**
 * What a narrow hole matches, in lower case. Every repetition is bounded, so that no text can make matching slow.
 * People black out names before they ask for help: `<account>`, `***` and `x.x.x.x` are read where a value stands.
 */
export const patterns = {
  word: `${character}{0,500}?${lastCharacter}`,
  arn: `arn:${character}{0,500}?${lastCharacter}`,
  integer: String.raw`\d{1,9}|${redaction}|[x*#?n]{1,4}`,
  list: String.raw`[^\s,]{0,300}?[^\s,.;)](?:, ?[^\s,]{0,300}?[^\s,.;)]){0,50}?`,
  tasks: String.raw`\(task [\w-]+\)(?: \(task [\w-]+\)){0,100}`,
  jsonerror: String.raw`invalid character '(?:\\.[0-9a-f]{0,8}|[^\\])' (?:looking for beginning of (?:value|object key string)|in literal \w+ \(expecting '.'\)|(?:in|after) [^.]{0,80}?[a-z])|unexpected end of json input|json: cannot unmarshal \w+ into go value of type map\[string\]interface \{\}`,
  because: String.raw`(?:because )?no [\w -]{1,60}? allows the [\w-]+:[\w*]+ action|with an explicit deny in an? [\w -]{1,60}?(?:policy|boundary)(?:: arn:[^\s,]{1,300})?`,
  address: String.raw`[0-9a-fx*.:]{0,60}[0-9a-fx*\]]`,
  region: String.raw`[a-z]{2}(?:-[a-z]{2,12}){1,3}-\d|${redaction}`,
  bracketed: String.raw`[^\]]{0,500}`,
  service: String.raw`[^()\s,]{1,255}?`,
  phrase: String.raw`[\w][\w -]{0,60}?`,
  network: String.raw`dial (?:tcp|udp)|i/o timeout|tls handshake timeout|connection timed out|client\.timeout exceeded|request canceled while waiting for connection|signal: killed|context deadline|context canceled|send request failed|requesterror|requestcanceled|connection issue|statuscode: 0|no such host`,
} as const

/** Whether a hole of this type runs on to the fixed text that follows it. */
export function isWide(type: HoleType): type is 'text' | 'gap' {
  return type === 'text' || type === 'gap'
}

/** The pattern of a narrow hole. At the end of a run it takes all it can; before fixed text, the first place that fits. */
export function narrowPattern(type: keyof typeof patterns, isLast: boolean): string {
  return isLast ? patterns[type].replaceAll(/\}\?(?=[[(<]|$)/g, '}') : patterns[type]
}

const hidden = /^(?:\*{2,}|x{3,}|#+|\?+|\.{2,}|…|<[^<>]*>|\[?redacted\]?)$/i
const hiddenAddress = /[x*]/i

/** The fact that a hole's text states; undefined where it is blacked out. */
export function factOf(type: HoleType, value: string): string | number | undefined {
  if (type === 'integer') return /^\d+$/.test(value) ? Number(value) : undefined
  if (hidden.test(value) || (type === 'address' && hiddenAddress.test(value))) return undefined
  return value
}
