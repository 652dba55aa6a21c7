import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ClosedPipe } from './io.ts'
import { paintFor } from './paint.ts'
import { main } from './program.ts'

// The process around the commands: streams, terminal, exit code.

const { stdout, stderr, env } = process
let closed = false
stdout.on('error', (error: NodeJS.ErrnoException) => {
  closed = true
  if (error.code !== 'EPIPE') stderr.write(`cannot write: ${error.message}\n`)
})
// Nobody listens to complaints; the exit code still says it.
stderr.on('error', () => {})

async function out(text: string): Promise<void> {
  if (closed) throw new ClosedPipe()
  if (!stdout.write(text)) await Promise.race([once(stdout, 'drain'), once(stdout, 'close')]).catch(() => {})
  if (closed) throw new ClosedPipe()
}

const program = dirname(dirname(fileURLToPath(import.meta.url)))

process.exitCode = await main(process.argv.slice(2), {
  cwd: process.cwd(),
  home: dirname(program),
  program,
  stdin: () => process.stdin,
  out,
  err: text => void stderr.write(text),
  paint: { out: paintFor(stdout.isTTY, env), err: paintFor(stderr.isTTY, env) },
  width: stdout.isTTY ? stdout.columns : undefined,
  now: () => performance.now(),
  time: BigInt(Date.now()) * 1000n,
  year: new Date().getFullYear(),
  tempFolder: tmpdir(),
  // set to nothing is not set
  token: env['ASSAY_TOKEN'] || undefined,
  untilStopped: () => Promise.race(['SIGINT', 'SIGTERM'].map(signal => once(process, signal))).then(() => {}),
})
