import { spawn } from 'node:child_process'

/** A server of our own over packages, once everything is proved. */
export async function serve(
  program: string,
  packages: readonly string[],
): Promise<{ readonly url: URL; readonly close: () => void }> {
  const child = spawn(process.execPath, [program, 'serve', '--port', '0', ...packages], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', piece => {
    said += piece
  })
  const url = await new Promise<URL>((resolve, reject) => {
    child.stdout.on('data', (piece: Buffer) => {
      const address = /^http:\S+$/m.exec(piece.toString())?.[0]
      if (address !== undefined) resolve(new URL(address))
    })
    child.on('exit', code => reject(new Error(`the server ended with ${code}: ${said.slice(-2000)}`)))
  })
  return { url, close: () => void child.kill() }
}
