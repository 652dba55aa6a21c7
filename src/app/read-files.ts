import type { Event } from '../event/event.ts'
import type { Reading, Unread } from '../proof/world.ts'
import { type ReadOptions, readEvents } from '../telemetry/read.ts'
import type { Problem } from '../telemetry/reader.ts'
import type { Disk } from './disk.ts'
import { InputError } from './input-error.ts'

/**
 * Reads files one after the other, each in the format it is recognised to be in; `year` is for time stamps without one,
 * `documents` are kept where they are wanted (`Event.document`). A file that cannot be opened or read on is told among the
 * problems, and the next one is read.
 */
export async function* readFiles(
  files: readonly string[],
  disk: Disk,
  year: number,
  documents = false,
): AsyncGenerator<Reading> {
  for (const file of files) {
    try {
      yield* readFile(file, disk, { year, documents })
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      yield { events: [], problems: [{ is: 'file', file, line: 0, message: error.message }] }
    }
  }
}

async function* readFile(file: string, disk: Disk, options: ReadOptions): AsyncGenerator<Reading> {
  for await (const reads of readEvents(file, disk.bytes(file), options)) {
    const events: Event[] = []
    const problems: Reading['problems'][number][] = []
    for (const read of reads) {
      if ('event' in read) events.push(read.event)
      else problems.push(unreadOf(read.problem))
    }
    yield { events, problems }
  }
}

/** What a reader complains of, as it is told. */
export const unreadOf = ({ file, line, message, note, lines }: Problem): Unread => ({
  is: note ? 'remark' : lines === 0 ? 'file' : 'record',
  file,
  line,
  message,
})
