import { type EventFiles, eventFiles, sqlText } from './event-files.ts'

// Process creations as a collector of flat JSON would have them: deterministic, one in 1,000 of interest to the query.

/** Image and command line; `#` is replaced by a number that differs from event to event. */
const BENIGN: readonly (readonly [string, string])[] = [
  ['/usr/bin/bash', 'bash -c "cd /srv/build/# && make -j2 all"'],
  [
    '/usr/lib/gcc/x86_64-linux-gnu/12/cc1',
    '/usr/lib/gcc/x86_64-linux-gnu/12/cc1 -quiet -I . -imultiarch x86_64-linux-gnu src/module_#.c -o /var/tmp/cc#.s',
  ],
  ['/usr/bin/python3.11', '/usr/bin/python3 /opt/jobs/report.py --day # --format csv'],
  ['/usr/bin/curl', 'curl -s http://127.0.0.1:8080/health?probe=#'],
  ['/usr/bin/dpkg', 'dpkg -l package#'],
  ['/usr/sbin/cron', '/usr/sbin/CRON -f -P'],
  ['C:\\Windows\\System32\\svchost.exe', 'C:\\Windows\\System32\\svchost.exe -k netsvcs -p -s Schedule#'],
  [
    'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
    'powershell.exe -NoProfile -File C:\\ops\\inventory#.ps1',
  ],
  ['/usr/bin/git', 'git -C /srv/repos/team# fetch --prune origin'],
  ['/usr/bin/grep', 'grep -rn connection_# /var/log/app'],
]
const RARE: readonly (readonly [string, string])[] = [
  ['/usr/bin/python3.11', '/usr/bin/python3 /opt/theHarvester/theHarvester.py -d partner#.example -l 200 -b crtsh'],
  ['/usr/bin/python3.11', 'python3 ./recon-ng -w supplier# -r commands.rc'],
  ['/usr/bin/python3.11', 'python3 /opt/CrossLinked/crosslinked.py -f {first}.{last}@partner#.example Partner'],
  ['/usr/bin/python3.11', 'python3 ./sf.py -s partner#.example -m sfp_crt,sfp_dnsresolve -o csv -q'],
  ['/usr/bin/ssh', 'ssh -p 22 admin@host#.corp.example uptime'],
  ['/usr/bin/whois', 'whois 198.51.100.#'],
  ['/usr/bin/nmap', 'nmap -sV 10.0.0.#'],
]

const list = (values: readonly string[]): string => `[${values.map(sqlText).join(', ')}]`
const pick = (values: readonly string[]): string => `${list(values)}[(1 + (h >> 8) % ${values.length})::int]`

/** Writes `count` events as Parquet and as NDJSON into the system's temporary folder, unless they are there already. */
export function processEvents(count: number): Promise<EventFiles> {
  const events = `
    select 1::bigint as "EventCode",
      1795488000000 + i * 7 as "_messageTime",
      'linux/sysmon' as "_sourceCategory",
      'host' || (h % 200) as "_sourceHost",
      'CORP\\user' || ((h >> 20) % 500) as "User",
      case when h % 1000 = 0 then ${pick(RARE.map(e => e[0]))} else ${pick(BENIGN.map(e => e[0]))} end as "Image",
      replace(case when h % 1000 = 0 then ${pick(RARE.map(e => e[1]))} else ${pick(BENIGN.map(e => e[1]))} end, '#', ((h >> 16) % 9973)::varchar) as "CommandLine",
      '/usr/bin/bash' as "ParentImage",
      '{3d1219c7-' || lpad(to_hex(h % 65536), 4, '0') || '}' as "ProcessGuid",
      (h % 32768)::bigint as "ProcessId"
    from (select i, hash(i) as h from range(${count}) t(i))`
  return eventFiles(`process-${count}`, events)
}
