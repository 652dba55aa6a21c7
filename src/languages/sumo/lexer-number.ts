/** What a suffix multiplies by; a time becomes milliseconds (FE, "time and size literals"). They are case-sensitive: `1m` is a minute, `1M` a million. */
export const suffixes: Readonly<Record<string, number>> = {
  K: 1e3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  B: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  ns: 1e-6,
  us: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
}

/** A dot at the end belongs to it: published queries write `x > 0.and y`. */
const number = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?(?:\.(?![\d*"]))?/y
const suffix = /(?:[KMGTP]i|ns|us|ms|[KkMGBTPsmhdw])(?![A-Za-z0-9_])/y

/** The end of a number with its suffix that starts at `at`, or undefined when none does. */
export function scanNumber(text: string, at: number): number | undefined {
  number.lastIndex = at
  const found = number.exec(text)
  if (found === null) return undefined
  const end = at + found[0].length
  suffix.lastIndex = end
  return end + (suffix.exec(text)?.[0].length ?? 0)
}

/** The value of a number as written, its suffix applied. */
export function numberValue(written: string): number {
  const [, digits = '', unit = ''] = /^(.*?)([A-Za-z]*)$/.exec(written.replace(/[eE](?=[+-]?\d)/, 'E')) ?? []
  return Number(digits) * (suffixes[unit] ?? 1)
}
