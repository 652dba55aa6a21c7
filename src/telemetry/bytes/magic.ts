import { isUtf8 } from 'node:buffer'

/** What a file is by its first bytes: packed in a way that is undone here, or something that is no log text. */
export type Content =
  | { readonly is: 'gzip' }
  | { readonly is: 'zstd' }
  | { readonly is: 'text'; readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be'; readonly bom: number }
  | { readonly is: 'binary'; readonly what: string; readonly help: string }

interface Magic {
  readonly bytes: readonly number[]
  readonly at?: number
  readonly what: string
  readonly help: string
}

const ascii = (text: string): number[] => [...text].map(c => c.charCodeAt(0))

const unpack = (tool: string) => `unpack it first: ${tool}`
const pcap = 'turn it into logs first, for example with Zeek: zeek -r FILE LogAscii::use_json=T'

const magics: readonly Magic[] = [
  {
    bytes: ascii('ElfFile\0'),
    what: 'a Windows event log (EVTX)',
    help: 'export it: evtx_dump -o jsonl FILE > FILE.ndjson',
  },
  { bytes: ascii('PK\x03\x04'), what: 'a zip archive', help: unpack('unzip FILE') },
  { bytes: ascii('PK\x05\x06'), what: 'an empty zip archive', help: 'there is nothing in it to read' },
  { bytes: [0xd4, 0xc3, 0xb2, 0xa1], what: 'a packet capture (pcap)', help: pcap },
  { bytes: [0xa1, 0xb2, 0xc3, 0xd4], what: 'a packet capture (pcap)', help: pcap },
  { bytes: [0x4d, 0x3c, 0xb2, 0xa1], what: 'a packet capture (pcap)', help: pcap },
  { bytes: [0xa1, 0xb2, 0x3c, 0x4d], what: 'a packet capture (pcap)', help: pcap },
  { bytes: [0x0a, 0x0d, 0x0d, 0x0a], what: 'a packet capture (pcapng)', help: pcap },
  {
    bytes: ascii('PAR1'),
    what: 'a Parquet file',
    help: 'export it as NDJSON, for example with DuckDB: COPY (FROM FILE) TO out.ndjson',
  },
  { bytes: ascii('BZh'), what: 'a bzip2 archive', help: unpack('bunzip2 FILE') },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], what: 'an xz archive', help: unpack('unxz FILE') },
  { bytes: [0x04, 0x22, 0x4d, 0x18], what: 'an lz4 archive', help: unpack('lz4 -d FILE') },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], what: 'a 7z archive', help: unpack('7z x FILE') },
  { bytes: ascii('ustar'), at: 257, what: 'a tar archive', help: unpack('tar -xf FILE') },
  { bytes: ascii('SQLite format 3\0'), what: 'an SQLite database', help: 'export the table as NDJSON' },
  { bytes: ascii('Obj\x01'), what: 'an Avro file', help: 'export it as NDJSON' },
  {
    bytes: ascii('LPKSHHRH'),
    what: 'a systemd journal',
    help: 'export it: journalctl --file FILE -o short-iso > FILE.log',
  },
  { bytes: ascii('%PDF-'), what: 'a PDF document', help: 'this is no log' },
  { bytes: ascii('\x7fELF'), what: 'a program (ELF)', help: 'this is no log' },
]

/** Bytes that are enough to tell every kind of content apart. */
export const enoughToTell = 4096

/** Tells what content begins with `head` (its first `enoughToTell` bytes, or all when there are fewer). */
export function contentOf(head: Uint8Array): Content {
  if (begins(head, [0x1f, 0x8b])) return { is: 'gzip' }
  if (begins(head, [0x28, 0xb5, 0x2f, 0xfd])) return { is: 'zstd' }
  // a skippable frame, which may stand before the first real one
  if (begins(head.subarray(1), [0x2a, 0x4d, 0x18]) && ((head[0] ?? 0) & 0xf0) === 0x50) return { is: 'zstd' }
  for (const m of magics) {
    if (begins(head.subarray(m.at ?? 0), m.bytes)) return { is: 'binary', what: m.what, help: m.help }
  }
  if (begins(head, [0xef, 0xbb, 0xbf])) return { is: 'text', encoding: 'utf-8', bom: 3 }
  if (begins(head, [0xff, 0xfe])) return { is: 'text', encoding: 'utf-16le', bom: 2 }
  if (begins(head, [0xfe, 0xff])) return { is: 'text', encoding: 'utf-16be', bom: 2 }
  return withoutMark(head)
}

const begins = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  bytes.length >= magic.length && magic.every((b, i) => bytes[i] === b)

/** Text in UTF-16 without a mark has a zero in nearly every second byte; many control characters mean that it is no text. */
function withoutMark(head: Uint8Array): Content {
  const zeros = [0, 0]
  let controls = 0
  for (let i = 0; i < head.length; i++) {
    const b = head[i] ?? 0
    if (b === 0) zeros[i & 1] = (zeros[i & 1] ?? 0) + 1
    // ESC colours terminals, and auditd puts a group separator (29) before what it adds
    else if (b < 9 || (b > 13 && b < 27) || (b > 27 && b < 32 && b !== 29)) controls++
  }
  const [even = 0, odd = 0] = zeros
  const half = head.length / 2
  if (odd > half * 0.7 && even < half * 0.05) return { is: 'text', encoding: 'utf-16le', bom: 0 }
  if (even > half * 0.7 && odd < half * 0.05) return { is: 'text', encoding: 'utf-16be', bom: 0 }
  // logs that a crash cut short have runs of zeros, so a few are no reason to refuse
  const strange = (even + odd + controls) / head.length
  if (strange > (isUtf8(head) ? 0.3 : 0.03))
    return {
      is: 'binary',
      what: 'binary data of a kind that is not known here',
      help: 'export it as text or NDJSON first',
    }
  return { is: 'text', encoding: 'utf-8', bom: 0 }
}
