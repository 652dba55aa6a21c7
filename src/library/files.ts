/** The files that a package may be loaded from; paths are separated by `/`. It is handed in: nothing here knows a disk. */
export interface Files {
  /** The text of a file; undefined when there is no such file. Rejects when it is there and cannot be read. */
  read(path: string): Promise<string | undefined>
  /** The paths of all files below a folder, sorted; the path itself for a file; undefined when there is neither. */
  list(path: string): Promise<readonly string[] | undefined>
}

/** A path inside a folder, or undefined when it would lead out of it. */
export function inside(folder: string, path: string): string | undefined {
  const parts = path.split('/')
  if (path === '' || /^([/\\]|[A-Za-z]:)/.test(path) || parts.includes('..') || path.includes('\\')) return undefined
  return `${folder}/${parts.filter(part => part !== '' && part !== '.').join('/')}`
}
