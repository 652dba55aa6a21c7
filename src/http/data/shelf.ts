import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { NamedFile } from '../../app/bound-disk.ts'
import type { DataSet } from '../../app/data-sets.ts'
import type { DataSetData } from '../contract/data.ts'
import type { DataRef } from '../contract/shared.ts'
import type { Given } from '../jobs/job.ts'
import { refuse } from '../problems.ts'

/** The data that requests can name, and what they bring along. */
export interface Shelf {
  list(): readonly DataSetData[]
  /** Keeps a file. Throws what the bytes throw. */
  upload(name: string, bytes: AsyncIterable<Uint8Array>): Promise<DataSetData>
  /** Whether there was such an upload. */
  forget(id: string): Promise<boolean>
  /** Does something with the files that a request names or brings; what it brings is removed afterwards. */
  withData<T>(ref: DataRef, tables: Tables, act: (given: Given) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Uploads of one file under the names that queries call them. */
export type Tables = readonly { readonly name: string; readonly set: string }[] | undefined

interface Upload {
  readonly set: DataSet
  readonly folder: string
  readonly size: number
  /** Runs that read it just now. */
  readers: number
}

/** Uploads at most, however small they are; the oldest make place. */
const mostUploads = 500

/** Files lie under names of our own making: what a request calls them never reaches the disk. */
export function createShelf(sets: readonly DataSet[], tempFolder: string, mostBytes: number): Shelf {
  const uploads = new Map<string, Upload>()
  /** Bytes of uploads that are still on their way, and of those that are forgotten while a run reads them. */
  let beside = 0

  function find(id: string): DataSet {
    const set = uploads.get(id)?.set ?? sets.find(s => s.id === id)
    if (set !== undefined) return set
    throw refuse('not-found', `there is no data \`${id}\``, { help: 'GET /api/data lists what there is' })
  }

  async function keep(
    name: string,
    bytes: AsyncIterable<Uint8Array>,
    more: (size: number) => Promise<void> = async () => {},
  ): Promise<Pick<Upload, 'folder' | 'size'> & { file: NamedFile }> {
    const folder = await mkdtemp(join(tempFolder, 'assay-data-'))
    const path = join(folder, 'file')
    let size = 0
    const counted = new Transform({
      transform(chunk: Uint8Array, _, done) {
        size += chunk.byteLength
        more(chunk.byteLength).then(() => done(null, chunk), done)
      },
    })
    try {
      await pipeline(Readable.from(bytes), counted, createWriteStream(path))
    } catch (error) {
      await rm(folder, { recursive: true, force: true })
      if (isFull(error)) throw refuse('no-room', 'the disk of the server is full', { help: 'upload a smaller file' })
      throw error
    }
    return { folder, size, file: { name, path } }
  }

  async function remove(id: string): Promise<boolean> {
    const upload = uploads.get(id)
    if (upload === undefined) return false
    uploads.delete(id)
    if (upload.readers > 0) beside += upload.size
    else await removed(upload)
    return true
  }

  const removed = ({ folder }: Upload): Promise<void> => rm(folder, { recursive: true, force: true })

  /** Does something that reads data: what is forgotten meanwhile is there until the last who reads it is done. */
  async function reading<T>(ids: readonly string[], act: () => Promise<T>): Promise<T> {
    const read = ids.flatMap(id => uploads.get(id) ?? [])
    for (const upload of read) upload.readers++
    try {
      return await act()
    } finally {
      for (const upload of read) {
        upload.readers--
        if (upload.readers > 0 || uploads.get(upload.set.id) === upload) continue
        beside -= upload.size
        await removed(upload)
      }
    }
  }

  /** The oldest that nobody reads make place for what comes, and for what comes beside it. */
  async function makePlace(): Promise<void> {
    let size = [...uploads.values()].reduce((sum, u) => sum + u.size, beside)
    for (const [id, upload] of uploads) {
      if (size <= mostBytes && uploads.size < mostUploads) return
      if (upload.readers > 0) continue
      size -= upload.size
      await remove(id)
    }
    if (size > mostBytes)
      throw refuse('busy', 'more files are being uploaded than there is place for', {
        help: 'upload one after the other',
      })
  }

  return {
    list: () => [...sets, ...[...uploads.values()].map(u => u.set)].map(dataOf),
    async upload(name, bytes) {
      let own = 0
      const count = async (size: number): Promise<void> => {
        own += size
        beside += size
        await makePlace()
      }
      try {
        await makePlace()
        const { folder, size, file } = await keep(name, bytes, count)
        const id = `upload:${randomBytes(9).toString('base64url')}`
        const set: DataSet = { id, title: name, kind: 'upload', files: [file], tables: [] }
        uploads.set(id, { set, folder, size, readers: 0 })
        return dataOf(set)
      } finally {
        beside -= own
      }
    },
    forget: remove,
    async withData(ref, tables, act) {
      const bound = (tables ?? []).map(({ name, set }) => tableOf(name, find(set)))
      const used = (tables ?? []).map(({ set }) => set)
      if ('set' in ref) {
        const set = find(ref.set)
        const own = set.tables.filter(table => !bound.some(b => b.name === table.name))
        return reading([ref.set, ...used], () => act({ files: set.files, tables: [...own, ...bound] }))
      }
      const kept: Awaited<ReturnType<typeof keep>>[] = []
      try {
        const names = new Set(ref.files.map(file => file.name))
        if (names.size < ref.files.length) throw refuse('malformed', 'two files have the same name')
        for (const { name, text } of ref.files) kept.push(await keep(name, bytesOf(text)))
        return await reading(used, () => act({ files: kept.map(k => k.file), tables: bound }))
      } finally {
        await Promise.all(kept.map(k => rm(k.folder, { recursive: true, force: true })))
      }
    },
    async close() {
      await Promise.all([...uploads.keys()].map(remove))
    },
  }
}

const isFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}

function tableOf(name: string, { id, files: [file, ...more] }: DataSet): NamedFile {
  if (file === undefined || more.length > 0)
    throw refuse('malformed', `the data \`${id}\` is not one file, so it is no table`)
  return { name, path: file.path }
}

const dataOf = ({ id, title, kind, package: of, files, tables }: DataSet): DataSetData => ({
  id,
  title,
  kind,
  ...(of === undefined ? {} : { package: of }),
  files: files.map(file => file.name),
  tables: tables.map(table => table.name),
})
