import { spawnSync } from 'node:child_process'

/** What an option of the command line says (`--name=…`); the empty text where it only stands there, undefined where it does not. */
export const option = (name: string): string | undefined =>
  process.argv.find(arg => arg === `--${name}` || arg.startsWith(`--${name}=`))?.slice(`--${name}=`.length)

/** Seconds of each run of two things, taken in turn (A B A B …) after one warm-up of each, so that drift hits both. */
export async function inTurn(
  runs: number,
  a: () => Promise<unknown>,
  b: () => Promise<unknown>,
): Promise<{ a: number[]; b: number[] }> {
  const times: { a: number[]; b: number[] } = { a: [], b: [] }
  await a()
  await b()
  for (let i = 0; i < runs; i++) {
    times.a.push(await seconds(a))
    times.b.push(await seconds(b))
  }
  return times
}

async function seconds(what: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await what()
  return (performance.now() - start) / 1000
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((x, y) => x - y)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/** The median of the ratios of the pairs, which is what to quote. */
export const ratioOf = (a: readonly number[], b: readonly number[]): number => median(a.map((t, i) => t / (b[i] ?? t)))

/** Peak memory, in MB, of a process of its own that runs this benchmark file with these arguments. */
export function peakMemory(file: string, args: readonly string[]): number {
  const child = spawnSync(process.execPath, [file, ...args], { encoding: 'utf8' })
  if (child.status !== 0) throw new Error(`the measured process failed: ${child.stderr}`)
  return Number(child.stdout.trim().split('\n').at(-1))
}

/** What such a process prints at its end. */
export const printPeak = (): void => console.log(String(Math.round(process.resourceUsage().maxRSS / 1024)))

/** Prints rows of a plain table as they come; numbers are right-aligned. */
export const tableRow =
  (widths: readonly number[]) =>
  (cells: readonly string[]): void =>
    console.log(
      cells
        .map((cell, i) => (/^[\d.]/.test(cell) ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
        .join('  '),
    )
