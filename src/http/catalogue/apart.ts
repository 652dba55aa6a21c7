import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { BuiltCatalogue, CatalogueOptions } from '../../app/catalogue/catalogue.ts'
import { InputError } from '../../app/input-error.ts'
import { startProcess } from '../jobs/own-process.ts'
import type { CatalogueNews, CatalogueStart } from './process.ts'

export interface ApartOptions extends CatalogueOptions {
  /** The module of process.ts. */
  readonly script: string
  readonly cwd: string
  readonly time: bigint
  readonly year: number
  readonly tempFolder: string
}

/**
 * Builds a catalogue in a process of its own. Rejects as `buildCatalogue` does; when the signal aborts, the process is ended at
 * once, whatever it is doing, and its folder removed.
 */
export async function catalogueApart(folders: readonly string[], options: ApartOptions): Promise<BuiltCatalogue> {
  const { script, cwd, version, engine, time, year, signal, onProgress, onProved } = options
  signal?.throwIfAborted()
  const tempFolder = await mkdtemp(join(options.tempFolder, 'assay-catalogue-'))
  const given: CatalogueStart = {
    cwd,
    folders,
    version,
    engine,
    proved: onProved !== undefined,
    time: time.toString(),
    year,
    tempFolder,
  }
  const child = startProcess(script, given, { yields: true })
  const gone = new Promise<void>(resolve => {
    child.once('exit', () => resolve())
    // one that could not be started never exits
    child.once('error', () => resolve())
  })
  const leave = (): void => void child.kill('SIGKILL')
  signal?.addEventListener('abort', leave, { once: true })
  if (signal?.aborted) leave()
  try {
    return await new Promise<BuiltCatalogue>((resolve, reject) => {
      child.on('message', (news: CatalogueNews) => {
        switch (news.is) {
          case 'progress':
            return onProgress?.(news.progress)
          case 'proved':
            return onProved?.(news.proved)
          case 'built':
            return resolve(news.built)
          case 'refused':
            return reject(new InputError(news.message, news.help))
          case 'fault':
            return reject(new Error(news.text))
        }
      })
      child.once('error', reject)
      child.once('exit', code =>
        reject(signal?.reason ?? new Error(`proving ended without a result (${code ?? child.signalCode})`)),
      )
    })
  } finally {
    signal?.removeEventListener('abort', leave)
    leave()
    await gone
    await rm(tempFolder, { recursive: true, force: true })
  }
}
