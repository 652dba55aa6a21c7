import type { QueryTime } from '../languages/language.ts'

/** What a query is told that is run now over all the data there is: it searches everything up to now, for somebody in UTC. */
export const untilNow = (now: bigint): QueryTime => ({ now, start: 0n, end: now, zone: 'UTC' })
