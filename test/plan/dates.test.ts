import { expect, test } from 'vitest'
import { dayOf, startOfDay } from '../../src/plan/dates/day.ts'
import { readMoment } from '../../src/plan/dates/moment.ts'
import { type Zone, zoneNamed } from '../../src/plan/dates/zone.ts'

const zone = (name: string): Zone => {
  const found = zoneNamed(name)
  if (found === undefined) throw new Error(`no zone ${name}`)
  return found
}
const utc = zone('UTC')
const now = 1_795_488_000_000_000n

// zones that jump over midnight, come to it twice, are put back over it, skip a day, and move by half an hour
const odd = [
  'America/Sao_Paulo',
  'America/Havana',
  'America/St_Johns',
  'Pacific/Apia',
  'Australia/Lord_Howe',
  'Asia/Gaza',
]

test.each(odd)('in %s a day begins when clocks first show its date or a later one', name => {
  const of = zone(name)
  const shown = (time: number): number => time + of.offset(time)
  for (let day = 15_000; day < 16_500; day++) {
    const [start, end] = [startOfDay(day, of) ?? 0, startOfDay(day + 1, of) ?? 0]
    expect(shown(start)).toBeGreaterThanOrEqual(day * 86_400_000)
    expect(shown(start - 1)).toBeLessThan(day * 86_400_000)
    if (start < end) expect([start, end - 1].map(time => dayOf(time, of))).toEqual([day, day])
  }
})

test.each([
  ['now', now],
  [' NOW ', now],
  ['-15m', now - 900_000_000n],
  ['-2w', now - 1_209_600_000_000n],
  ['now+10s', now + 10_000_000n],
  ['1795488000000', now],
  ['2026-11-24T02:40:00Z', now],
  ['2026-11-24T03:40+01:00', now],
  ['2026-11-24 02:40:00.000', now],
  ['2026/11/24 02:40', now],
  ['11/24/2026 02:40', now],
  ['11/24/2026 2:40am', now],
  ['11/24/2026 12:40 PM', now + 36_000_000_000n],
  ['11/24/2026', now - 9_600_000_000n],
  ['11/24 02:40', now],
  ['11-24', now - 9_600_000_000n],
])('%s is a moment', (written, moment) => expect(readMoment(written, now, utc)).toBe(moment))

test.each([
  '',
  '15m',
  '-15',
  '-15y',
  '2026-02-30',
  '2026-11-24T25:00',
  '24.11.2026',
  '13/01/2026',
  '11/24/2026 13:00pm',
  '-7d@d',
])('%s is none', written => expect(readMoment(written, now, utc)).toBeUndefined())

test('what names no offset is read by the clocks of the zone, its year too', () => {
  expect(readMoment('2026-11-24 03:40', now, zone('Europe/Berlin'))).toBe(now)
  expect(readMoment('12/31', 1_798_763_400_000_000n, zone('Asia/Kolkata'))).toBe(
    readMoment('2027-12-31', now, zone('Asia/Kolkata')),
  )
})
