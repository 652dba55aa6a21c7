/** The years that a time is written in: 0001 to 9999. */
const earliest = -62_135_596_800_000_000n
const latest = 253_402_300_799_999_999n

/** ISO 8601 in UTC with microseconds (`2026-01-02T03:04:05.000006Z`), or null outside the years 0001 to 9999. */
export function printTime(micros: bigint): string | null {
  if (micros < earliest || micros > latest) return null
  const fraction = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n
  const seconds = new Date(Number((micros - fraction) / 1000n)).toISOString().slice(0, 19)
  return `${seconds}.${String(fraction).padStart(6, '0')}Z`
}
