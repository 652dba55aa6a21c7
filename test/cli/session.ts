import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { plain } from '../../src/base/frame.ts'
import { main } from '../../src/cli/program.ts'

/** What a command line did. */
export interface Done {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** A folder with files, in which command lines are run in this process. */
export interface Session {
  readonly folder: string
  put(name: string, content: string | Uint8Array): string
  /** `width` is that of the terminal; without, there is none. */
  assay(args: readonly string[], stdin?: string, width?: number): Promise<Done>
  remove(): void
}

/** Opens a session in a folder of its own. */
export function openSession(): Session {
  const folder = mkdtempSync(join(tmpdir(), 'assay-cli-'))
  return {
    folder,
    put(name, content) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), content)
      return name
    },
    async assay(args, stdin = '', width = undefined) {
      let out = ''
      let err = ''
      const code = await main(args, {
        cwd: folder,
        home: folder,
        stdin: async function* () {
          yield new TextEncoder().encode(stdin)
        },
        out: async text => {
          out += text
        },
        err: text => {
          err += text
        },
        paint: { out: plain, err: plain },
        width,
        now: () => performance.now(),
        time: 1_795_488_000_000_000n,
        year: 2026,
        tempFolder: folder,
        token: undefined,
        untilStopped: () => Promise.resolve(),
      })
      return { code, out, err }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Three process creations as flat JSON. */
export const processes = [
  {
    EventCode: 1,
    UtcTime: '2026-01-02 03:04:05.000',
    Computer: 'web1',
    User: 'ann',
    Image: '/usr/bin/nmap',
    CommandLine: 'nmap -sV 10.0.0.1',
  },
  {
    EventCode: 1,
    UtcTime: '2026-01-02 03:04:06.000',
    Computer: 'web1',
    User: 'bob',
    Image: '/usr/bin/ls',
    CommandLine: 'ls -l',
  },
  {
    EventCode: 3,
    UtcTime: '2026-01-02 03:04:07.000',
    Computer: 'web1',
    User: 'ann',
    Image: '/usr/bin/nmap',
    DestinationIp: '10.0.0.1',
  },
]
  .map(event => `${JSON.stringify(event)}\n`)
  .join('')
