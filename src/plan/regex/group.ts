import { type Reader, since, take, takeMatch } from './reader.ts'
import { refuse, refusedGroups } from './refusals.ts'

/** What `(` begins. `nothing`: it is over already (flags for what follows, a comment, something refused whole). */
export type GroupStart =
  | { readonly is: 'capture'; readonly name: string | undefined }
  | { readonly is: 'plain' }
  | { readonly is: 'look'; readonly ahead: boolean; readonly negative: boolean }
  | { readonly is: 'refused' }
  | { readonly is: 'nothing' }

/** Reads what stands between `(` and the body of the group; the reader stands behind `(`. Sets the flags of the body. */
export function readGroupStart(r: Reader, start: number): GroupStart {
  if (r.text[r.at] !== '?') return { is: 'capture', name: undefined }
  const look = r.looks === undefined ? undefined : takeMatch(r, /\?(<?)([!=])/y)
  if (look !== undefined) return { is: 'look', ahead: look[1] === '', negative: look[2] === '!' }
  for (const refused of refusedGroups) {
    if (takeMatch(r, refused.start) === undefined) continue
    refuse(r, start, refused.says)
    if (refused.body === 'regex') return { is: 'refused' }
    r.at++
    return { is: 'nothing' }
  }
  if (takeMatch(r, /\?#[^)]*\)/y) !== undefined) return { is: 'nothing' }
  const named = takeMatch(r, /\?(?:P?<([^>]*)>|'([^']*)')/y)
  if (named !== undefined) return readName(r, start, named[1] ?? named[2] ?? '')
  const flags = takeMatch(r, /\?([A-Za-z]*)(?:-([A-Za-z]*))?([:)])/y)
  if (flags !== undefined) return readFlags(r, start, flags)
  take(r)
  take(r)
  refuse(r, start, {
    code: 'regex/unknown-group',
    message: `\`${r.text.slice(start, r.at)}\` starts no group that a regex can have`,
    help: 'write `(…)` to capture, `(?<name>…)` to capture under a name, `(?:…)` to group only',
  })
  return { is: 'refused' }
}

function readName(r: Reader, start: number, name: string): GroupStart {
  const span = since(r, start)
  const before = r.names.get(name)
  if (!/^[A-Za-z0-9_]+$/.test(name)) {
    refuse(r, start, {
      code: 'regex/bad-group-name',
      message: name === '' ? 'the group has no name' : `a group cannot be named \`${name}\``,
      help: 'use letters, digits and `_`',
    })
  } else if (before !== undefined) {
    r.diagnostics.push({
      code: 'regex/bad-group-name',
      severity: 'error',
      message: `two groups are named \`${name}\``,
      because: 'a name stands for one group',
      help: 'give each group a name of its own',
      span,
      also: [{ span: before, message: 'the first one is here' }],
    })
  } else r.names.set(name, span)
  return { is: 'capture', name }
}

function readFlags(r: Reader, start: number, found: RegExpExecArray): GroupStart {
  for (const flag of found[1] ?? '') setFlag(r, start, flag, true)
  for (const flag of found[2] ?? '') setFlag(r, start, flag, false)
  return { is: found[3] === ':' ? 'plain' : 'nothing' }
}

function setFlag(r: Reader, start: number, flag: string, on: boolean): void {
  if (flag === 'i') r.flags.ignoreCase = on
  else if (flag === 's') r.flags.dotAll = on
  else if (flag === 'm') r.flags.multiline = on
  // Java's `u`: ignoring case in all scripts, which is always done
  else if (flag !== 'u') {
    refuse(r, start, {
      code: 'regex/unknown-flag',
      message: `\`${flag}\` is not a flag of a regex`,
      help: 'use `i` (letter case does not count), `s` (`.` is any character), `m` (`^` and `$` are of lines)',
    })
  }
}
