import { Worker } from 'node:worker_threads'

/** Milliseconds between two looks. */
const look = 100

/** It imports nothing of ours, so that it starts at once, and wherever the program lies. */
const script = `
const { workerData: { most, look } } = require('node:worker_threads')
setInterval(() => {
  if (process.memoryUsage.rss() > most) process.kill(process.pid, 'SIGKILL')
}, look)
`

/**
 * Kills this process as soon as it holds more than so many bytes of memory, whatever it is doing: a thread of its own looks. The
 * limits of V8 and of DuckDB count only what each of them takes for itself: not buffers, nor what a library takes beside them.
 */
export function endAbove(most: number): void {
  new Worker(script, { eval: true, workerData: { most, look }, resourceLimits: { maxOldGenerationSizeMb: 16 } }).unref()
}
