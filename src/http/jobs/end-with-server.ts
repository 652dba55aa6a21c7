import { rmSync } from 'node:fs'

/**
 * Ends this process, which a server has started, when the server is gone without a word, and removes a folder then. A server
 * that ends in order has ended it before.
 */
export function endWithServer(folder: string): void {
  const end = (): void => {
    try {
      rmSync(folder, { recursive: true, force: true })
    } finally {
      process.exit(0)
    }
  }
  // Ctrl-C goes to every process of the terminal; the server ends this one
  process.on('SIGINT', () => {})
  process.on('disconnect', end)
  // it may have died while this process was starting
  if (!process.connected) end()
}
