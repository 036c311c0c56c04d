/** Is this parameter below the path? One level below, or any where `recursive`. A plain name lies at the root. */
export function isBelow(name: string, path: string, recursive: boolean): boolean {
  const full = name.startsWith('/') ? name : `/${name}`
  const prefix = path.endsWith('/') ? path : `${path}/`
  if (!full.startsWith(prefix) || full.length === prefix.length) return false
  return recursive || !full.includes('/', prefix.length)
}
