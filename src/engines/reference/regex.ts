import { RE2JS } from 're2js'
import type { Replacement } from '../../plan/plan.ts'
import { printRegex } from '../../plan/regex/print.ts'
import type { Regex } from '../../plan/regex/regex.ts'

// Patterns come from users, so they run on RE2's algorithm, in time linear in the text, never on JavaScript's own engine.

const compiled = new WeakMap<Regex, RE2JS>()

function compile(regex: Regex): RE2JS {
  const known = compiled.get(regex)
  if (known !== undefined) return known
  const fresh = RE2JS.compile(printRegex(regex))
  compiled.set(regex, fresh)
  return fresh
}

/** Whether the regex is found somewhere in the text. */
export const isFound = (regex: Regex, text: string): boolean => compile(regex).test(text)

/** What a group of the first match holds; null without a match, and for a group that took no part in it. */
export function findGroup(regex: Regex, text: string, group: number): string | null {
  const matcher = compile(regex).matcher(text)
  return matcher.find() ? matcher.group(group) : null
}

/** What a group of every match holds, as `extract_all` of the plan says it. */
export function findGroups(regex: Regex, text: string, group: number, until: number): (string | null)[] {
  const matcher = compile(regex).matcher(text)
  const found: (string | null)[] = []
  let from = 0
  let last = -1
  while (from <= text.length && matcher.find(from)) {
    const start = matcher.start()
    const end = matcher.start(until) < 0 ? matcher.end() : matcher.end(until)
    const isEmpty = end === start
    if (!isEmpty || start !== last) found.push(matcher.group(group))
    from = isEmpty ? start + String.fromCodePoint(text.codePointAt(start) ?? 0).length : end
    last = end
  }
  return found
}

/** The text with every match replaced: from the left, not overlapping, and no empty match where the one before it ended. */
export function substitute(regex: Regex, text: string, by: Replacement): string {
  const matcher = compile(regex).matcher(text)
  let out = ''
  let from = 0
  let last = -1
  while (from <= text.length && matcher.find(from)) {
    const [start, end] = [matcher.start(), matcher.end()]
    out += text.slice(from, start)
    if (start === end && start === last) {
      const char = String.fromCodePoint(text.codePointAt(start) ?? 0)
      if (start < text.length) out += char
      from = start + char.length
      continue
    }
    for (const piece of by) out += typeof piece === 'string' ? piece : (matcher.group(piece) ?? '')
    from = end
    last = end
  }
  return out + text.slice(from)
}
