// Ten searches of the kinds that are asked most, each with the SQL that an expert who knows the data would write for the
// same answer ($EVENTS is what to read), and, where a person would reach for it, the jq program.

export interface BenchSearch {
  readonly name: string
  readonly sumo: string
  readonly sql: string
  /** A jq program over the lines, and what its output goes through. */
  readonly jq?: { readonly program: string; readonly pipe: string }
}

const counted = 'LC_ALL=C sort | uniq -c'

export const searches: readonly BenchSearch[] = [
  {
    name: 'filter',
    sumo: '_sourceCategory=app/* timeout | count by _sourceHost',
    sql: `select _sourceHost, count(*) from $EVENTS
      where starts_with(lower(_sourceCategory), 'app/') and regexp_matches(_raw, '(?i)\\btimeout\\b') group by 1`,
    jq: {
      program: `select((._sourceCategory | ascii_downcase | startswith("app/")) and (._raw | test("\\\\btimeout\\\\b"; "i"))) | ._sourceHost`,
      pipe: counted,
    },
  },
  {
    name: 'parse regex',
    sumo: String.raw`* | parse regex "user=(?<user>\S+) ip=(?<ip>\d+\.\d+\.\d+\.\d+)" | count by user, ip | sort by _count, user asc, ip asc | limit 20`,
    sql: String.raw`select m.user, m.ip, count(*) as n from (select regexp_extract(_raw, 'user=(\S+) ip=(\d+\.\d+\.\d+\.\d+)', ['user', 'ip']) as m from $EVENTS)
      where m.user <> '' group by 1, 2 order by n desc, 1, 2 limit 20`,
    jq: {
      program: String.raw`._raw | capture("user=(?<user>\\S+) ip=(?<ip>\\d+\\.\\d+\\.\\d+\\.\\d+)") | "\(.user) \(.ip)"`,
      pipe: `${counted} | sort -rn | head -20`,
    },
  },
  {
    name: 'json auto',
    sumo: '* | json auto | where level = "error" | count by service',
    sql: `select service, count(*) from (
        select case when starts_with(_raw, '{') then json_extract_string(_raw, ['level', 'service']) end as j, j[1] as level, j[2] as service from $EVENTS)
      where level = 'error' group by 1`,
    jq: {
      program: `._raw | select(startswith("{")) | fromjson | select(.level == "error") | .service`,
      pipe: counted,
    },
  },
  {
    name: 'timeslice',
    sumo: '* | timeslice 1m | count by _timeslice, _sourceCategory',
    sql: 'select _messageTime // 60000 * 60000 as t, _sourceCategory, count(*) from $EVENTS group by 1, 2',
    jq: { program: String.raw`"\(._messageTime / 60000 | floor) \(._sourceCategory)"`, pipe: counted },
  },
  {
    name: 'values',
    sumo: '* | parse "user=* ip=* event" as user, ip | values(ip) as ips by user',
    sql: `select m.u, array_to_string(list_sort(list(distinct m.ip))[:100], chr(10)) from (
        select regexp_extract(_raw, '(?s)user=(.*?) ip=(.*?) event', ['u', 'ip']) as m from $EVENTS where regexp_matches(_raw, '(?s)user=.* ip=.* event'))
      group by 1`,
  },
  {
    name: 'transpose',
    sumo: '* | timeslice 1h | count by _timeslice, _sourceCategory | transpose row _timeslice column _sourceCategory',
    sql: `select * from (pivot (select _messageTime // 3600000 * 3600000 as t, _sourceCategory from $EVENTS)
      on _sourceCategory using nullif(count(*), 0) group by t)`,
  },
  {
    name: 'join',
    sumo:
      '* | join (parse "session=* user=* ip=* event=login" as session, user, ip) as a, ' +
      '(parse "session=* event=logout duration=* ms" as session, ms) as b on a.session = b.session | sum(b_ms) as ms by a_user',
    sql: `with a as (select regexp_extract(_raw, '(?s)session=(.*?) user=(.*?) ip=(.*?) event=login', ['session', 'user', 'ip']) as m from $EVENTS
          where regexp_matches(_raw, '(?s)session=.* user=.* ip=.* event=login')),
        b as (select regexp_extract(_raw, '(?s)session=(.*?) event=logout duration=(.*?) ms', ['session', 'ms']) as m from $EVENTS
          where regexp_matches(_raw, '(?s)session=.* event=logout duration=.* ms'))
      select a.m.user, sum(b.m.ms::double) from a join b on a.m.session = b.m.session group by 1`,
  },
  {
    name: 'dedup',
    sumo: '* | parse "user=* ip=* event" as user, ip | dedup by user | count by user, ip',
    sql: `select m.u, arg_max(m.ip, _messageTime), 1 from (
        select _messageTime, regexp_extract(_raw, '(?s)user=(.*?) ip=(.*?) event', ['u', 'ip']) as m from $EVENTS where regexp_matches(_raw, '(?s)user=.* ip=.* event'))
      group by 1`,
  },
  {
    name: 'top',
    sumo: String.raw`HTTP | parse regex "GET (?<url>[^? ]+)\S* HTTP/1\.1\" (?<status>\d+)" | where status = "200" | top 10 url`,
    sql: String.raw`select m.url, count(*) as n from (select regexp_extract(_raw, 'GET ([^? ]+)\S* HTTP/1\.1" (\d+)', ['url', 'status']) as m from $EVENTS where regexp_matches(_raw, '(?i)\bhttp\b'))
      where m.status = '200' group by 1 order by n desc, 1 limit 10`,
    jq: {
      program: String.raw`._raw | select(contains("HTTP")) | capture("GET (?<url>[^? ]+)\\S* HTTP/1\\.1\" (?<status>\\d+)") | select(.status == "200") | .url`,
      pipe: `${counted} | sort -rn | head -10`,
    },
  },
  {
    name: 'sessionize',
    sumo:
      '* | sessionize "session=* user=* ip=* event=login" as (session, user, ip), ' +
      '"session=$session event=logout duration=* ms" as (ms) | count by user',
    sql: `with a as (select regexp_extract(_raw, '(?s)session=(.*?) user=(.*?) ip=(.*?) event=login', ['session', 'user', 'ip']) as m from $EVENTS
          where regexp_matches(_raw, '(?s)session=.* user=.* ip=.* event=login')),
        b as (select regexp_extract(_raw, '(?s)session=(.*?) event=logout duration=(.*?) ms', ['session', 'ms']) as m from $EVENTS
          where regexp_matches(_raw, '(?s)session=.* event=logout duration=.* ms'))
      select a.m.user, count(*) from a join b on a.m.session = b.m.session group by 1`,
  },
]
