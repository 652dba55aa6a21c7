import { type EventFiles, eventFiles } from './event-files.ts'

// Messages as a log search has them: text with its metadata, deterministic. Of ten, two are logins, two the logouts of the
// same sessions, three are lines of an access log and three JSON.

/** Writes `count` messages as Parquet and as NDJSON into the system's temporary folder, unless they are there already. */
export function messageEvents(count: number): Promise<EventFiles> {
  // a session has the number of its login and is closed five messages later; one in eight is never closed
  const session = `case when i % 10 < 2 then i else i - 5 end`
  const messages = `
    select case
        when i % 10 < 2 then 'session=' || ${session} || ' user=user' || (h % 500)
          || ' ip=10.' || ((h >> 9) % 4) || '.' || ((h >> 12) % 8) || '.' || ((h >> 16) % 200) || ' event=login'
        when i % 10 in (5, 6) and h % 8 > 0
          then 'session=' || ${session} || ' event=logout duration=' || ((h >> 9) % 90000) || ' ms'
        when i % 10 < 7 then '10.1.' || (h % 200) || '.' || ((h >> 8) % 200) || ' - - "GET /shop/item'
          || floor(pow(((h >> 20) % 100000) / 100000, 4) * 3000)::int || '?ref=' || (h % 97) || ' HTTP/1.1" '
          || (case when h % 50 = 0 then 500 when h % 9 = 0 then 404 else 200 end) || ' ' || ((h >> 7) % 40000)
        else '{"level":"' || ['info', 'info', 'info', 'warn', 'error'][(1 + (h >> 5) % 5)::int] || '","service":"svc'
          || ((h >> 8) % 40) || '","user":"user' || (h % 500) || '","ms":' || ((h >> 14) % 5000)
          || (case when h % 25 = 0 then ',"message":"connection timeout"' else ',"message":"request done"' end) || '}'
      end as "_raw",
      1795488000000 + i * 7 as "_messageTime",
      ['app/session', 'app/session', 'web/access', 'app/json'][(1 + (i % 10) // 3)::int] as "_sourceCategory",
      'host' || (h % 200) as "_sourceHost"
    from (select i, hash(i) as h from range(${count}) t(i))`
  return eventFiles(`messages-${count}`, messages)
}
