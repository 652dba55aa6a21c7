import type { Event } from '../event/event.ts'
import type { Reading } from '../proof/world.ts'
import { readEvents } from '../telemetry/read.ts'
import type { Disk } from './disk.ts'

/** Reads files one after the other, each in the format it is recognised to be in. */
export async function* readFiles(files: readonly string[], disk: Disk): AsyncGenerator<Reading> {
  for (const file of files)
    for await (const reads of readEvents(file, disk.bytes(file))) {
      const events: Event[] = []
      const problems: Reading['problems'][number][] = []
      for (const read of reads) {
        if ('event' in read) events.push(read.event)
        else problems.push(read.problem)
      }
      yield { events, problems }
    }
}
