/**
 * Where a file lies that comes with the code, by its path below `src/`. The built code is one bundle of chunks, so a
 * module's own place says nothing; the folder that holds all of it does.
 */
export function assetUrl(path: string): URL {
  const here = import.meta.url
  const [built, source] = [here.lastIndexOf('/dist/'), here.lastIndexOf('/src/')]
  const folder =
    built > source ? here.slice(0, built + '/dist/'.length) : here.slice(0, source + '/src/'.length)
  return new URL(path, folder)
}
