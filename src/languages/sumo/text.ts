/**
 * What a text in double quotes means: `\"` `\\` `\n` `\t` `\r` are escapes, any other backslash stays (FE; the regexes of
 * `parse regex "\d+"` rely on it). A quote that is missing at the end is forgiven.
 */
export function unquote(written: string): string {
  const closed = written.length > 1 && written.endsWith('"') && !endsEscaped(written)
  return written.slice(1, closed ? -1 : undefined).replace(/\\(["\\ntr])/g, (_, c: string) => escapes[c] ?? c)
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' }

/** Whether the last quote of a text is itself escaped. */
function endsEscaped(written: string): boolean {
  let backslashes = 0
  for (let i = written.length - 2; i > 0 && written[i] === '\\'; i--) backslashes++
  return backslashes % 2 === 1
}

/** A text as a literal in double quotes. */
export const quote = (text: string): string =>
  `"${text.replace(/["\\\n\t\r]/g, c => ({ '\n': '\\n', '\t': '\\t', '\r': '\\r' })[c] ?? `\\${c}`)}"`

/** Words that mean something else where a value is expected, or behind one. */
const taken: ReadonlySet<string> = new Set([
  'and',
  'or',
  'not',
  'in',
  'as',
  'by',
  'if',
  'matches',
  'contains',
  'lookup',
  'true',
  'false',
  'null',
])

/** A field name as it must be written: bare where it can be, else `%"…"`. */
export const writeName = (name: string): string =>
  (/^[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*$/.test(name) && !taken.has(name.toLowerCase())) || name.startsWith('{{')
    ? name
    : `%${quote(name)}`
