import { constants, createReadStream } from 'node:fs'
import { access, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf } from '../base/message-of.ts'
import type { Files } from '../library/files.ts'
import { InputError } from './input-error.ts'

/** Files as the use cases see them. Whatever cannot be read rejects with `InputError`. */
export interface Disk extends Files {
  /** The bytes of a file in pieces. */
  bytes(path: string): AsyncIterable<Uint8Array>
  /** The path of a file for programs that open it themselves. */
  path(path: string): string
  /** How many bytes a file has. */
  size(path: string): Promise<number>
  /** Whether a file can be read again from its beginning; a pipe can be read once. */
  rereadable(path: string): Promise<boolean>
  /** The names of what lies directly in a folder; none when there is no such folder. */
  names(folder: string): Promise<readonly string[]>
  /** Replaces what a file holds, all at once: whoever reads it meanwhile sees the old text or the new, and so does who lost power. */
  write(path: string, text: string): Promise<void>
}

/** Texts larger than this are no query and no package file. */
const largestText = 16 * 1024 * 1024

/** The disk of this machine, relative to a folder. */
export function diskAt(folder: string): Disk {
  const at = (path: string): string => (path.startsWith('/') || /^[A-Za-z]:/.test(path) ? path : join(folder, path))
  return {
    path: at,
    async read(path) {
      try {
        const info = await stat(at(path))
        if (info.isDirectory()) throw new InputError(`${path} is a folder, not a file`)
        if (info.size > largestText) throw new InputError(`${path} is too large (${info.size} bytes) to be a text`)
        return await readFile(at(path), 'utf8')
      } catch (error) {
        if (isMissing(error)) return undefined
        throw reading(path, error)
      }
    },
    async list(path) {
      try {
        if (!(await stat(at(path))).isDirectory()) return [path]
        const names = await filesBelow(at(path))
        return names.sort().map(name => `${path.replace(/\/+$/, '')}/${name}`)
      } catch (error) {
        if (isMissing(error)) return undefined
        throw reading(path, error)
      }
    },
    async *bytes(path) {
      try {
        for await (const chunk of createReadStream(at(path), { highWaterMark: 1 << 18 })) yield chunk
      } catch (error) {
        throw reading(path, error)
      }
    },
    async size(path) {
      try {
        return (await stat(at(path))).size
      } catch (error) {
        throw reading(path, error)
      }
    },
    async rereadable(path) {
      const info = await stat(at(path)).catch(() => undefined)
      return info === undefined || info.isFile()
    },
    async names(folder) {
      try {
        return (await readdir(at(folder))).sort()
      } catch {
        return []
      }
    },
    async write(path, text) {
      try {
        await replace(at(path), text)
      } catch (error) {
        throw new InputError(`cannot write ${path}: ${reasonOf(error)}`)
      }
    },
  }
}

/** Writes beside the file, then puts the new one in its place, with the rights of the old one. What is no plain file is written to. */
async function replace(path: string, text: string): Promise<void> {
  const target = await realpath(path).catch(() => path)
  const old = await stat(target).catch(() => undefined)
  if (old !== undefined && !old.isFile()) return writeFile(target, text)
  // a link is followed, and a file that may not be written is not replaced either
  if (old !== undefined) await access(target, constants.W_OK)
  const beside = `${target}.${process.pid}.tmp`
  try {
    await writeFile(beside, text, old === undefined ? {} : { mode: old.mode })
    await rename(beside, target)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}

/**
 * The files below a folder, each relative to it. What is hidden is left out, and so are pipes, devices and sockets, and links to
 * folders, which may lead round in circles or anywhere. A link to nothing counts as a file: reading it tells.
 */
async function filesBelow(folder: string): Promise<string[]> {
  const files: string[] = []
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) for (const name of await filesBelow(path)) files.push(`${entry.name}/${name}`)
    else if (entry.isFile() || (entry.isSymbolicLink() && (await mayBeFile(path)))) files.push(entry.name)
  }
  return files
}

const mayBeFile = async (link: string): Promise<boolean> =>
  stat(link).then(
    info => info.isFile(),
    () => true,
  )

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

const isMissing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(codeOf(error) ?? '')

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of the path is no folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ELOOP: 'too many symbolic links',
  ENOSPC: 'the disk is full',
  EROFS: 'the file system is read-only',
}

/** Why the system refused something with a file, in words. */
export const reasonOf = (error: unknown): string => reasons[codeOf(error) ?? ''] ?? messageOf(error)

const reading = (path: string, error: unknown): unknown =>
  error instanceof InputError
    ? error
    : codeOf(error) === undefined
      ? error
      : new InputError(`cannot read ${path}: ${reasonOf(error)}`)
