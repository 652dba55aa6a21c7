import {
  acceptSign,
  acceptWord,
  isSign,
  isWord,
  nameOf,
  type Parser,
  parseName,
  parseText,
  peek,
  say,
  spanFrom,
  take,
} from '../parsing.ts'
import type { Name, TextSpan } from '../syntax.ts'
import { quote, writeName } from '../text.ts'

// What stands where `json` and `parse xml` expect paths, and is not quite one.

const options = /^(?:as|nodrop|keys)$/i

/** Whether a path stands next: a text, or a bare word where none may stand. */
export function startsPath(p: Parser, paths: readonly TextSpan[], names: readonly Name[] | undefined): boolean {
  const token = peek(p)
  if (names !== undefined) return false
  if (token.kind === 'string') return true
  const isOption = options.test(token.text) || (isWord(token, 'field') && isSign(peek(p, 1), '='))
  const expects = paths.length === 0 || isSign(p.cursor.last() ?? token, ',')
  return expects && (token.kind === 'word' || token.kind === 'escaped-name') && !isOption
}

/** `json User`: a path without its quotes. */
export function unquotedPath(p: Parser): TextSpan {
  const token = take(p)
  const { name, span } = nameOf(token)
  say(p, {
    code: 'sumo/unquoted-path',
    severity: 'error',
    message: 'a path stands in double quotes',
    because: 'a word without quotes is a field, and the path is a text',
    help: `write ${quote(name)}`,
    span,
    fix: [{ span, text: quote(name) }],
  })
  return { text: name, span }
}

/** `"a" as x, "b" as y`: each path with its own name, where the names belong together behind all the paths; adds to `paths`. */
export function parsePairs(p: Parser, paths: TextSpan[]): Name[] | undefined {
  const [first] = paths
  if (first === undefined || paths.length > 1 || !isSign(peek(p, 2), ',') || peek(p, 3).kind !== 'string')
    return undefined
  const names: Name[] = []
  for (;;) {
    if (acceptWord(p, 'as') === undefined) break
    const name = parseName(p, 'a name for the field')
    if (name === undefined) break
    names.push(name)
    if (!isSign(peek(p), ',') || peek(p, 1).kind !== 'string') break
    acceptSign(p, ',')
    const path = parseText(p, 'a path')
    if (path !== undefined) paths.push(path)
  }
  const span = spanFrom(p, first.span.start)
  const text = `${paths.map(path => p.text.slice(path.span.start, path.span.end)).join(', ')} as ${names.map(n => writeName(n.name)).join(', ')}`
  say(p, {
    code: 'sumo/names-after-paths',
    severity: 'error',
    message: 'the names of all paths stand together, behind the last path',
    help: `write \`${text}\``,
    span,
    fix: [{ span, text }],
  })
  return names
}
