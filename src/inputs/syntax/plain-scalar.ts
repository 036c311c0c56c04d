/** How unquoted text is read: as CloudFormation does (YAML 1.1), or as YAML 1.2 does. */
export type ScalarRules = 'yaml-1.1' | 'yaml-1.2'

const trueWords = new Set(['true', 'True', 'TRUE'])
const falseWords = new Set(['false', 'False', 'FALSE'])
const olderTrueWords = new Set(['yes', 'Yes', 'YES', 'on', 'On', 'ON'])
const olderFalseWords = new Set(['no', 'No', 'NO', 'off', 'Off', 'OFF'])
const nulls = new Set(['', '~', 'null', 'Null', 'NULL'])

/** Of the words that mean something. */
const longestWord = 5

function numberOf(text: string): number | undefined {
  const value = Number(text)
  // A number that would lose digits (a long id, say) stays text.
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))
    ? value
    : undefined
}

/**
 * The value of unquoted YAML text. Under YAML 1.1 `yes` is true and `0644` is octal, as in CloudFormation;
 * base-60 numbers are left as text under both, since `8080:80` is never meant as one.
 */
export function plainScalar(text: string, rules: ScalarRules): string | number | boolean | null {
  if (text.length > longestWord && !/^[-+.\d]/.test(text)) return text
  if (nulls.has(text)) return null
  if (trueWords.has(text) || (rules === 'yaml-1.1' && olderTrueWords.has(text))) return true
  if (falseWords.has(text) || (rules === 'yaml-1.1' && olderFalseWords.has(text))) return false
  if (!/^[-+.]?\d/.test(text)) return text
  if (/^[-+]?0[0-7]+$/.test(text) && rules === 'yaml-1.1') return Number.parseInt(text, 8)
  if (/^0o[0-7]+$/.test(text) && rules === 'yaml-1.2') return numberOf(text) ?? text
  if (/^0x[\da-fA-F]+$/.test(text)) return numberOf(text) ?? text
  const decimal = /^[-+]?(?:0|[1-9]\d*)$/.test(text)
  const float = /^[-+]?(?:\d+\.\d*|\.\d+|\d+(?=[eE]))(?:[eE][-+]?\d+)?$/.test(text)
  return decimal || float ? (numberOf(text) ?? text) : text
}
