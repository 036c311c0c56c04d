/** A policy document as IAM's answers carry it: percent-encoded as RFC 3986 says, so `*` too. */
export function encodeDocument(document: string): string {
  return encodeURIComponent(document).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
