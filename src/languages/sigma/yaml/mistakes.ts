import { type Document, isScalar, visit, type YAMLError } from 'yaml'
import type { Diagnostic } from '../../../base/diagnostic.ts'
import type { Span } from '../../../base/span.ts'

// What authors of rules get wrong in YAML, told as what they meant and not as what the grammar misses.

/** What is wrong with a text that is no YAML, one message for each line, with the place it begins at. */
export function mistakesIn(text: string, document: Document.Parsed | Document): Diagnostic[] {
  const { errors } = document
  // what follows a tab is read wrong, and told as errors of its own
  const tab = errors.find(e => e.code === 'TAB_AS_INDENT')
  const found: Diagnostic[] = []
  let lineEnd = -1
  for (const error of tab === undefined ? errors : [tab]) {
    const at = error.pos[0]
    const repeats = at < lineEnd && error.code !== 'DUPLICATE_KEY'
    if (repeats) continue
    if (at >= lineEnd) lineEnd = lineAt(text, at).end + 1
    found.push(mistake(text, error, document))
  }
  return found
}

/** A value that points to something that no name before it stands for: mostly a text that begins with a wildcard. */
export function pointsNowhere(text: string, span: Span, name: string): Diagnostic {
  const value = valueAt(text, span.start)
  if (value === undefined || value.start !== span.start) return say(span, `nothing before this is named \`&${name}\``)
  return needsQuotes(value, 'a value that begins with `*` is no text in YAML: it points to what was named before')
}

function mistake(text: string, { code, message, pos }: YAMLError, document: Document.Parsed | Document): Diagnostic {
  // the library may point behind the end
  const span = { start: Math.min(pos[0], text.length), end: Math.min(pos[1], text.length) }
  switch (code) {
    case 'DUPLICATE_KEY':
      return {
        code: 'sigma/duplicate-key',
        severity: 'error',
        message: 'this key occurs twice in one map',
        because: 'of two equal keys only one would count',
        help: 'write the values as one list, or the second map as another item of a list (`- …`)',
        span,
      }
    case 'TAB_AS_INDENT':
      return say(span, 'a tab stands where YAML wants blanks', 'indent with blanks')
    case 'MISSING_CHAR':
      return unclosed(text, document, message) ?? other(span, message)
    case 'BAD_INDENT':
      if (!message.startsWith('All ')) break
      return say(
        span,
        'this line stands deeper or less deep than the others of its map or list',
        'begin it in the same column as the lines that it belongs to',
      )
    case 'BAD_DQ_ESCAPE':
      return badEscape(text, span)
    case 'BAD_SCALAR_START':
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'UNEXPECTED_TOKEN': {
      const value = valueAt(text, span.start)
      const why = value && unreadable(value.text)
      if (value !== undefined && why !== undefined) return needsQuotes(value, why)
    }
  }
  return other(span, message)
}

const other = (span: Span, message: string): Diagnostic =>
  say(span, `this is no YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`)

const say = (span: Span, message: string, help?: string): Diagnostic => ({
  code: 'sigma/yaml',
  severity: 'error',
  message,
  ...(help === undefined ? {} : { help }),
  span,
})

/** Why YAML reads such a value as something else than a text; undefined where it does not. */
function unreadable(value: string): string | undefined {
  const [sign = ''] = value
  if (sign === '*') return 'a value that begins with `*` is no text in YAML: it points to what was named before'
  if (sign === '%' || sign === '@') return `a value cannot begin with \`${sign}\` in YAML`
  if (sign === '`') return 'a value cannot begin with a backtick in YAML'
  return /: /.test(value) ? 'a value with a colon and a blank in it is read as a map inside of the value' : undefined
}

interface Value extends Span {
  readonly text: string
}

function needsQuotes(value: Value, message: string): Diagnostic {
  const quoted = `'${value.text.replaceAll("'", "''")}'`
  // what follows ` #` may be a comment
  const certain = !value.text.includes(' #')
  return {
    ...say({ start: value.start, end: value.end }, message),
    help: value.text.includes('`') ? 'put it into single quotes' : `put it into quotes: \`${quoted}\``,
    ...(certain ? { fix: [{ span: { start: value.start, end: value.end }, text: quoted }] } : {}),
  }
}

/** In double quotes `\` begins an escape: a path of Windows is none. */
function badEscape(text: string, span: Span): Diagnostic {
  const said = say(
    span,
    `in double quotes \`\\\` begins an escape, and \`${text.slice(span.start, span.start + 2).replaceAll('`', '')}\` is none`,
    'write single quotes, in which `\\` is a sign like any other',
  )
  const value = valueAt(text, span.start)
  const inner = value && /^"([^"]*)"$/.exec(value.text)?.[1]
  // two of them may be meant as one
  if (value === undefined || inner === undefined || inner.includes('\\\\')) return said
  return { ...said, fix: [{ span: { start: value.start, end: value.end }, text: `'${inner.replaceAll("'", "''")}'` }] }
}

/** The quote that is opened and never closed: the last text in quotes, since it goes on to the end. */
function unclosed(text: string, document: Document.Parsed | Document, message: string): Diagnostic | undefined {
  if (!/closing ["']quote/.test(message)) return undefined
  let start: number | undefined
  visit(document, {
    Scalar(_, node) {
      if (isScalar(node) && node.range && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE'))
        start = node.range[0]
    },
  })
  if (start === undefined) return undefined
  const sign = text[start] === "'" ? "'" : '"'
  return {
    ...say(
      { start, end: lineAt(text, start).end },
      `this text in ${sign === "'" ? 'single' : 'double'} quotes is never closed`,
    ),
    because: 'all that follows would be part of it',
    help: `close it with \`${sign}\``,
  }
}

/** The value of a line (`key: value`, `- value`) that a place lies in, without the blanks around it. */
function valueAt(text: string, at: number): Value | undefined {
  const line = lineAt(text, at)
  const written = text.slice(line.start, line.end)
  const head = /^[ ]*(?:- +)*(?:[\w.|@/-]+:[ ]+)?/.exec(written)?.[0] ?? ''
  const value = written.slice(head.length).trimEnd()
  const start = line.start + head.length
  return head.trim() === '' || value === '' ? undefined : { start, end: start + value.length, text: value }
}

function lineAt(text: string, at: number): Span {
  const start = text.lastIndexOf('\n', at - 1) + 1
  const end = text.indexOf('\n', at)
  return { start, end: end < 0 ? text.length : end }
}
