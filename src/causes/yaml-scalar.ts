/** A text as a plain scalar of YAML where that is possible, and in quotes where it would be read as something else. */
export function yamlScalar(text: string): string {
  const special = /^[\s!&*?|>%@`'"#,[\]{}-]|:(?:\s|$)|\s#|\s$|^$/
  return special.test(text) ? `'${text.replaceAll("'", "''")}'` : text
}
