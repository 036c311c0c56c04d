/** Folders of programs that belong to the system of an image, and so to what it says to have. */
const systemFolders = new Set(['/bin', '/sbin', '/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin'])

/** Whether a folder holds the programs of an image's system, and none of the application's own. */
export function isSystemFolder(folder: string): boolean {
  return systemFolders.has(folder.replace(/(?<=.)\/+$/, ''))
}

/**
 * Whether an image that has these programs, and no others on its PATH, has the one that is to be executed: undefined
 * where the program is named by a path into a folder of the application, or `path`, which the container is given as
 * its PATH, leads to one.
 */
export function programFound(
  program: string,
  programs: readonly string[],
  path?: string,
): boolean | undefined {
  const slash = program.lastIndexOf('/')
  const name = program.slice(slash + 1)
  if (slash !== -1) return isSystemFolder(program.slice(0, slash)) ? programs.includes(name) : undefined
  if (programs.includes(name)) return true
  return path === undefined || path.split(':').every(isSystemFolder) ? false : undefined
}

/** The programs of an image in a sentence, and the one that is not among them. */
export function programsInWords(image: string, programs: readonly string[], lacking: string): string {
  const name = lacking.slice(lacking.lastIndexOf('/') + 1)
  return programs.length === 0
    ? `${image} has no program on its PATH`
    : `${image} has the program${programs.length === 1 ? '' : 's'} ${programs.join(', ')}, and no \`${name}\``
}
