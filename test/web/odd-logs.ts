import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

// Logs as an attacker would write them for the one who reads them. Whatever runs in a page sets `__ran`; nothing may.

/** Texts that a log can hold, by what each tries. None of them may be anything but text. */
export const oddTexts = {
  script: '<script>window.__ran=1</script>',
  handler: '<img src=x onerror="window.__ran=1">',
  breakout: '"\'></td></table></textarea></title></style></script><svg onload=window.__ran=1>',
  address: 'javascript:window.__ran=1',
  data: 'data:text/html,<script>window.__ran=1</script>',
  terminal: '\u001b[31mred\u001b[0m \u001b]8;;http://evil.example/\u0007link\u001b]8;;\u0007',
  backwards: 'invoice-\u202Efdp.exe\u202C \u2066x\u2069 \u200F',
  template: '{{constructor.constructor("window.__ran=1")()}} <%= window.__ran=1 %> #{1}',
  markdown: '[x](javascript:window.__ran=1) ![y](http://evil.example/y.png) **bold** <b>bold</b> `code`',
  marks: 'Z\u0351\u036B\u0343\u0363\u0313a\u0310\u0352l\u0357g\u0351o\u0310 👩🏽‍🚒🏴‍☠️ 漢字 \uFFFD',
  nulls: 'a\u0000b\u0001c\u007fd\u0085e\u2028f',
  wide: `wide-${'W'.repeat(3000)}`,
  proto: '__proto__',
} as const

/** Characters of the longest event. */
const longest = 1_000_000

/** Writes the telemetry of the package `odd-logs`: a process event for each text, one of them very long, and fields with names as odd. */
export function writeOddLogs(folder: string): void {
  mkdirSync(join(folder, 'telemetry'), { recursive: true })
  const events = Object.entries(oddTexts).map(([name, text], i) => ({
    ...processEvent(i, `run --${name} ${text}`, text),
    [text.slice(0, 80)]: text,
    Nothing: null,
  }))
  const long = processEvent(40, `run --long ${'<i>x</i> '.repeat(longest / 9)}`, 'long')
  write(folder, 'odd.ndjson', [...events, long])
  write(folder, 'odd-but-benign.ndjson', [processEvent(0, oddTexts.script, oddTexts.handler)])
}

const processEvent = (second: number, command: string, user: string) => ({
  EventCode: 1,
  SourceName: 'Linux-Sysmon',
  Channel: 'Linux-Sysmon/Operational',
  Computer: 'desk-7',
  UtcTime: `2026-02-20 09:00:${String(second).padStart(2, '0')}.000`,
  ProcessId: 500 + second,
  Image: '/usr/bin/run',
  CommandLine: command,
  ParentImage: '/usr/bin/bash',
  User: user,
})

const write = (folder: string, name: string, events: readonly object[]): void =>
  writeFileSync(join(folder, 'telemetry', name), events.map(event => `${JSON.stringify(event)}\n`).join(''))
