import { type BuiltCatalogue, buildCatalogue, type CatalogueProgress } from '../../app/catalogue/catalogue.ts'
import { diskAt } from '../../app/disk.ts'
import { InputError, isExpected } from '../../app/input-error.ts'
import type { Proved } from '../../app/prove.ts'
import { endWithServer } from '../jobs/end-with-server.ts'
import { startedWith } from '../jobs/own-process.ts'
import { faultText } from '../problems.ts'

// A process that proves all packages once, so that the server and its pages answer meanwhile. It ends with the server.

/** What the server hands to the process. */
export interface CatalogueStart {
  readonly cwd: string
  readonly folders: readonly string[]
  readonly version: string
  readonly engine?: string | undefined
  /** Whether each package is wanted as it was proved. */
  readonly proved: boolean
  /** What time it is, in microseconds since 1970 UTC, as text. */
  readonly time: string
  readonly year: number
  /** A folder of its own, removed with it. */
  readonly tempFolder: string
}

/** What the process tells. */
export type CatalogueNews =
  | { readonly is: 'progress'; readonly progress: CatalogueProgress }
  | { readonly is: 'proved'; readonly proved: Proved }
  | { readonly is: 'built'; readonly built: BuiltCatalogue }
  | { readonly is: 'refused'; readonly message: string; readonly help: string | undefined }
  | { readonly is: 'fault'; readonly text: string }

const { cwd, folders, version, engine, proved, time, year, tempFolder } = startedWith<CatalogueStart>()

endWithServer(tempFolder)

const tell = (news: CatalogueNews): void => {
  process.send?.(news)
}
const fault = (error: unknown): void => tell({ is: 'fault', text: faultText(error) })

// what an error says may come from a log: Node would print it as it is
process.on('uncaughtException', fault)

try {
  const built = await buildCatalogue(
    folders,
    {
      version,
      engine,
      onProgress: progress => tell({ is: 'progress', progress }),
      ...(proved ? { onProved: one => tell({ is: 'proved', proved: one }) } : {}),
    },
    { disk: diskAt(cwd), now: () => performance.now(), time: BigInt(time), year, tempFolder },
  )
  tell({ is: 'built', built })
} catch (error) {
  if (isExpected(error))
    tell({ is: 'refused', message: error.message, help: error instanceof InputError ? error.help : undefined })
  else fault(error)
}
