import { check, fix } from '../../app/check.ts'
import { queryTime } from '../../app/query-time.ts'
import type { Profile } from '../../platforms/platform.ts'
import type { CheckAnswerData, CheckRequestData } from '../contract/check.ts'
import { diagnosticData } from '../problems.ts'
import { querySource } from './query-source.ts'

/** Says what is wrong with a query that is meant for data of which this is known. `clock`: microseconds since 1970 UTC. */
export function checked(
  { language, query, zone, now }: Omit<CheckRequestData, 'data'>,
  profile: Profile,
  clock: bigint,
): CheckAnswerData {
  const request = { source: querySource(query), language, profile, zone, now }
  const time = queryTime(request, clock)
  const answer = check(request, time)
  const settled = answer.diagnostics.some(d => d.fix !== undefined) ? fix(request, time, answer.diagnostics) : undefined
  return {
    language: answer.language,
    ok: answer.ok,
    diagnostics: answer.diagnostics.map(d => diagnosticData(d, answer.source)),
    costs: answer.costs.map(d => diagnosticData(d, answer.source)),
    ...(settled === undefined || settled.source.text === query ? {} : { fixed: settled.source.text }),
  }
}
