const units: Readonly<Record<string, number>> = {
  us: 1,
  ms: 1000,
  s: 1_000_000,
  m: 60_000_000,
  h: 3_600_000_000,
  d: 86_400_000_000,
}

/** `1.5s` in microseconds; undefined when it is no time. */
export function microseconds(text: string): bigint | undefined {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(us|ms|s|m|h|d)$/.exec(text) ?? []
  const factor = units[unit ?? '']
  return amount === undefined || factor === undefined ? undefined : BigInt(Math.round(Number(amount) * factor))
}
