import { auditd } from './auditd/reader.ts'
import { csv } from './csv/reader.ts'
import { bind } from './dns/bind.ts'
import { json } from './json/reader.ts'
import type { Reader } from './reader.ts'
import { sumo } from './sumo/reader.ts'
import { syslog } from './syslog/reader.ts'
import { plainText } from './text/reader.ts'
import { accessLog } from './weblog/access.ts'
import { windowsXml } from './windows/xml-reader.ts'
import { zeekTsv } from './zeek/tsv.ts'

/** Every format of logs that can be read. The last one takes what no other knows. */
export const readers: readonly Reader[] = [
  sumo,
  json,
  windowsXml,
  csv,
  auditd,
  zeekTsv,
  accessLog,
  bind,
  syslog,
  plainText,
]

/** The reader that is surest of a text that begins with these records; the earlier of equals. */
export function readerOf(head: readonly string[]): Reader {
  let best: Reader = plainText
  let sureness = 0
  for (const reader of readers) {
    const score = reader.recognise(head)
    if (score > sureness) {
      best = reader
      sureness = score
    }
  }
  return best
}
