/** Names that others than Service Connect resolve: of AWS, of registries, of file systems. */
const otherNames = String.raw`amazonaws\.com|aws\.amazon\.com|\bon\.aws\b|docker\.io|ghcr\.io|quay\.io|\bfs-[0-9a-f]{8}|CannotPull|ResourceInitializationError`

const otherName = new RegExp(otherNames, 'i')

/** Ends of names that stand in the public DNS, where no namespace is named so. */
const publicName = /\.(?:com|org|net|io|dev|app|ai|co|eu|[a-z]{2}\.[a-z]{2})\.?$/i

/** Whether a name that was not resolved may be one of Service Connect: not AWS's, and not one of the public DNS. */
export function isOwnName(host: string | number | undefined): boolean {
  const name = String(host ?? '')
  return name !== '' && !otherName.test(name) && !publicName.test(name)
}

const notResolved = String.raw`could not resolve host|(?:failed|unable|could not|cannot|can't) to? ?resolve|\bUnknownHost|SearchDomainUnknownHost|\bENOTFOUND\b|\bEAI_AGAIN\b|NameResolution(?:Error|Failure)|getaddrinfo|host not found in upstream|name or service not known|temporary failure in name resolution|nodename nor servname|no such host|Name does not resolve`

/** A report in which a name of one's own is not resolved. */
export const nameUnresolved = new RegExp(`^(?!.*(?:${otherNames})).*(?:${notResolved})`, 'i')

/** The same, of a report that speaks of Service Connect or has a name as its namespaces have. */
export const connectNameUnresolved = new RegExp(
  `^(?!.*(?:${otherNames}))(?=.*(?:service[- ]?connect|network\\.connect|clientAlias|cloud ?map|namespace)).*(?:${notResolved})`,
  'i',
)
