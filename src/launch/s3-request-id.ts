/** The request and host id that S3 prints, made from a request's UUID: 16 upper-case characters, and base64. */
export function s3RequestIds(requestId: string): { readonly requestId: string; readonly hostId: string } {
  const hex = requestId.replaceAll('-', '')
  return {
    requestId: hex.slice(0, 16).toUpperCase(),
    hostId: Buffer.from(hex + hex.slice(0, 18)).toString('base64'),
  }
}
