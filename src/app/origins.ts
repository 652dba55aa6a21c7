import type { Origin } from '../event/event.ts'

/** Where every event of a data set was read, in eight bytes an event. */
export interface Origins {
  add(origin: Origin): void
  /** The origin of the event with this id (its position). */
  of(id: number): Origin | undefined
}

/** Starts empty; grows by doubling. */
export function keepOrigins(): Origins {
  const files: string[] = []
  const index = new Map<string, number>()
  let lines = new Uint32Array(1024)
  let fileOf = new Uint32Array(1024)
  let count = 0
  return {
    add({ file, line }) {
      if (count === lines.length) {
        lines = grown(lines)
        fileOf = grown(fileOf)
      }
      let at = index.get(file)
      if (at === undefined) {
        at = files.push(file) - 1
        index.set(file, at)
      }
      lines[count] = line
      fileOf[count] = at
      count++
    },
    of(id) {
      const file = id < count ? files[fileOf[id] ?? 0] : undefined
      return file === undefined ? undefined : { file, line: lines[id] ?? 0 }
    },
  }
}

function grown(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2)
  larger.set(array)
  return larger
}
