import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayMonthTime, epochTime, isoTime } from '../../src/telemetry/values/time.ts'

describe('times', () => {
  it('are those that JavaScript reads', () => {
    const dates = fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(dates, fc.integer({ min: -1439, max: 1439 }), (date, minutes) => {
        const sign = minutes < 0 ? '-' : '+'
        const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
        const pad = (n: number): string => String(n).padStart(2, '0')
        const local = new Date(date.getTime() + minutes * 60_000).toISOString().slice(0, -1)
        const expected = BigInt(date.getTime()) * 1000n
        expect(isoTime(`${local}${sign}${pad(hours)}:${pad(rest)}`)).toBe(expected)
        expect(isoTime(date.toISOString().replace('T', ' ').slice(0, -1))).toBe(expected)
      }),
    )
  })

  it.each([
    ['2026-11-24 02:40:01.123456789', 1795488001123456n],
    ['2026-11-24T02:40:01', 1795488001000000n],
    ['2026-13-24 02:40:01', undefined],
    ['2026-11-24 25:40:01', undefined],
    ['2026-xx-24 02:40:01', undefined],
    ['2026-11-24 02:40', undefined],
    ['2026-11-24 02:40:01 x', undefined],
  ])('%s is %s', (text, time) => expect(isoTime(text)).toBe(time))

  it('have a zone or are no point in time, where that is asked for', () => {
    expect(isoTime('2026-11-24T02:40:01', 'required')).toBe(undefined)
    expect(isoTime('2026-11-24T02:40:01Z', 'required')).toBe(1795488001000000n)
  })

  it('are read as web servers and auditd write them', () => {
    expect(dayMonthTime('24/Nov/2026:02:40:01 -0130')).toBe(1795488001000000n + 5400_000000n)
    expect(dayMonthTime('24-Nov-2026 02:40:01.258')).toBe(1795488001258000n)
    expect(dayMonthTime('nonsense')).toBe(undefined)
    expect(epochTime('1795488001.252')).toBe(1795488001252000n)
    expect(epochTime('17954880010000')).toBe(undefined)
    expect(epochTime('1.x')).toBe(undefined)
  })
})
