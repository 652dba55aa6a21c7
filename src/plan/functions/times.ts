import { dayOf, startOfDay } from '../dates/day.ts'
import { parseTimePattern, unreadable } from '../dates/pattern.ts'
import { readTime } from '../dates/read.ts'
import { writeTime } from '../dates/write.ts'
import { zoneNamed } from '../dates/zone.ts'
import type { PlanFunction } from './function.ts'
import { int, takes, text } from './signature.ts'

const format_time: PlanFunction = {
  doc: 'The time as text, by a pattern of Java’s SimpleDateFormat, in a time zone (an IANA name, or `GMT+3`), in English, by the Gregorian calendar at all times; null where pattern or zone are none, and outside the years 1 to 9999.',
  ...takes(['time', 'string', 'string'], 'string'),
  nulls: 'strict',
  evaluate: ([time, pattern, zoneName]) => {
    const parsed = parseTimePattern(text(pattern))
    const zone = zoneNamed(text(zoneName))
    return zone === undefined || 'problem' in parsed ? null : writeTime(milliseconds(int(time)), parsed.parts, zone)
  },
  examples: [
    written(1500534030123456n, "yyyy-MM-dd'T'HH:mm:ss.SSSXXX", 'America/Los_Angeles', '2017-07-20T00:00:30.123-07:00'),
    written(1500534030000000n, 'MM/dd/yyyy HH:mm:ss:SSS Z', 'etc/utc', '07/20/2017 07:00:30:000 +0000'),
    written(1500534030000000n, "EEE, MMM d, ''yy h:mm a", 'UTC', "Thu, Jul 20, '17 7:00 AM"),
    written(1500534030000000n, 'EEEE d MMMM G', 'Asia/Kolkata', 'Thursday 20 July AD'),
    written(1500534030000000n, 'hh K kk D w W F u X XX', 'Asia/Kolkata', '12 0 12 201 29 4 3 4 +05 +0530'),
    written(1514678400000000n, 'YYYY yyyy', 'UTC', '2018 2017'),
    written(1500534030000000n, 'z zzzz', 'America/New_York', 'EDT Eastern Daylight Time'),
    written(1500534030000000n, 'z', 'Europe/Berlin', null),
    written(-1n, 'HH:mm:ss.SSS', 'UTC', '23:59:59.999'),
    written(0n, 'qqq', 'UTC', null),
    written(0n, 'HH', 'Nowhere/Else', null),
    written(0n, 'HH', 'GMT-3', '21'),
  ],
}

function written(time: bigint, pattern: string, zone: string, gives: string | null) {
  return { args: [time, pattern, zone], types: ['time', 'string', 'string'] as const, gives }
}

/** Rounded down, so that it is the same millisecond before 1970 too. */
const milliseconds = (micros: bigint): number => Number((micros - (((micros % 1000n) + 1000n) % 1000n)) / 1000n)

const parse_time: PlanFunction = {
  doc: 'The time that a text begins with, read leniently by a pattern of Java’s SimpleDateFormat, in a time zone where it names none; two digits of a year lie within 80 years before and 20 after the fourth argument. Null where the text does not begin so, and where pattern or zone are none.',
  ...takes(['string', 'string', 'string', 'time'], 'time'),
  nulls: 'strict',
  evaluate: ([s, pattern, zoneName, near]) => {
    const parsed = parseTimePattern(text(pattern))
    const zone = zoneNamed(text(zoneName))
    if (zone === undefined || 'problem' in parsed || unreadable(parsed.parts) !== undefined) return null
    const time = readTime(text(s), parsed.parts, zone, milliseconds(int(near)))
    return time === null ? null : BigInt(time) * 1000n
  },
  examples: [
    read('20170720000030', 'yyyyMMddHHmmss', 'America/Los_Angeles', 1500534030000000n),
    read('20170720000030.000000-000', 'yyyyMMddHHmmss', 'etc/utc', 1500508830000000n),
    read('2019-11-18T19:00:00.000-08:00', "yyyy-MM-dd'T'HH:mm:ss.SSSXXX", 'UTC', 1574132400000000n),
    read('3/4/2005 other', 'MM/dd/yyyy', 'UTC', 1109894400000000n),
    read('other 3/4/2005', 'MM/dd/yyyy', 'UTC', null),
    read('Thu, 20 Jul 2017 07:00:30 GMT', 'EEE, dd MMM yyyy HH:mm:ss z', 'UTC', 1500534030000000n),
    read('12:30 am', 'hh:mm a', 'UTC', 1800000000n),
    read('01/02/26', 'MM/dd/yy', 'UTC', 1767312000000000n),
    read('01/02/56', 'MM/dd/yy', 'UTC', -441763200000000n),
    read('32 05 2017', 'dd MM yyyy', 'UTC', 1496275200000000n),
    read('99999999999999999999', 'S', 'UTC', null),
    read('999999', 'yyyy', 'GMT+1', null),
    read('2024 60', 'yyyy D', 'UTC', 1709164800000000n),
    // clocks went from 2 to 3 on 12 March 2017, and from 2 to 1 on 5 November
    read('2017-03-12 02:30', 'yyyy-MM-dd HH:mm', 'America/New_York', 1489303800000000n),
    read('2017-11-05 01:30', 'yyyy-MM-dd HH:mm', 'America/New_York', 1509863400000000n),
  ],
}

function read(text: string, pattern: string, zone: string, gives: bigint | null) {
  const near = 1767225600000000n
  return { args: [text, pattern, zone, near], types: ['string', 'string', 'string', 'time'] as const, gives }
}

const day_number: PlanFunction = {
  doc: 'The number of the day in a time zone (an IANA name, or `GMT+3`) that a time lies in, from 1 January 1970 on, which is 0. A day begins when clocks first show its date or a later one. Null where the zone is none, and outside the years 1 to 9999.',
  ...takes(['time', 'string'], 'int'),
  nulls: 'strict',
  evaluate: ([time, zoneName]) => {
    const zone = zoneNamed(text(zoneName))
    const day = zone === undefined ? null : dayOf(milliseconds(int(time)), zone)
    return day === null ? null : BigInt(day)
  },
  examples: [
    dayAt(0n, 'UTC', 0n),
    dayAt(-1n, 'UTC', -1n),
    dayAt(0n, 'America/Los_Angeles', -1n),
    dayAt(-19_800_000_000n, 'Asia/Kolkata', 0n),
    dayAt(-19_800_000_001n, 'Asia/Kolkata', -1n),
    // at one past midnight clocks were put back by an hour; the new day had begun all the same
    dayAt(1_225_593_000_000_000n, 'America/St_Johns', 14_185n),
    dayAt(0n, 'Nowhere/Else', null),
    dayAt(-62_135_596_800_000_001n, 'UTC', null),
    dayAt(253_402_300_800_000_000n, 'UTC', null),
  ],
}

function dayAt(time: bigint, zone: string, gives: bigint | null) {
  return { args: [time, zone], types: ['time', 'string'] as const, gives }
}

const day_start: PlanFunction = {
  doc: 'When the day with a number (see `day_number`) begins in a time zone. Null where the zone is none, and outside the years 1 to 9999.',
  ...takes(['int', 'string'], 'time'),
  nulls: 'strict',
  evaluate: ([day, zoneName]) => {
    const zone = zoneNamed(text(zoneName))
    const start = zone === undefined ? null : startOfDay(Number(int(day)), zone)
    return start === null ? null : BigInt(start) * 1000n
  },
  examples: [
    startAt(0n, 'UTC', 0n),
    startAt(0n, 'GMT-3', 10_800_000_000n),
    startAt(0n, 'Asia/Kolkata', -19_800_000_000n),
    // 10 March 2024 had 23 hours in New York, 3 November 25
    startAt(19_792n, 'America/New_York', 1_710_046_800_000_000n),
    startAt(19_793n, 'America/New_York', 1_710_129_600_000_000n),
    startAt(20_030n, 'America/New_York', 1_730_606_400_000_000n),
    startAt(20_031n, 'America/New_York', 1_730_696_400_000_000n),
    // on 4 November 2018 clocks went from 24 to 1, so that there was no midnight
    startAt(17_839n, 'America/Sao_Paulo', 1_541_300_400_000_000n),
    // on 5 November 2023 clocks went from 1 back to midnight, which came twice
    startAt(19_666n, 'America/Havana', 1_699_156_800_000_000n),
    // there was no 30 December 2011 in Samoa
    startAt(15_338n, 'Pacific/Apia', 1_325_239_200_000_000n),
    startAt(15_339n, 'Pacific/Apia', 1_325_239_200_000_000n),
    startAt(0n, 'Nowhere/Else', null),
    startAt(-719_163n, 'UTC', null),
    startAt(2_932_897n, 'UTC', null),
  ],
}

function startAt(day: bigint, zone: string, gives: bigint | null) {
  return { args: [day, zone], types: ['int', 'string'] as const, gives }
}

export const times = { format_time, parse_time, day_number, day_start }
