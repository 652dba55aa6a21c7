import { parseJsonPath } from '../../plan/functions/json-path.ts'
import type { RenderCall } from '../sql/dialect.ts'
import type { Expr } from '../sql/expr.ts'
import { quote } from './literal.ts'
import { once } from './once.ts'

// DuckDB reads JSON 20 times as fast as the definition, but not the same JSON: it takes trailing commas and NaN, gives the
// first of two equal keys, writes numbers anew and knows no flattened names. So it answers where a look at the text shows
// that none of that can matter, and the definition answers the rest. Whether a text is one or the other is never guessed:
// every test here errs towards the definition.

/**
 * What DuckDB takes for JSON and the definition does not (trailing commas, NaN, infinity, more than 128 levels), and escapes
 * in what may be a key, so that a key may be spelled otherwise than it reads.
 */
const DOUBTFUL = [
  ',\\s*[}\\]]',
  '[:,\\[]\\s*-?[nN][aA][nN]',
  '[:,\\[]\\s*-?[iI][nN][fF]',
  '(?:[{\\[][^{\\[]*){120}',
  '[{,]\\s*"[^"\\\\]*\\\\',
].join('|')

/** How a function looks for keys. */
interface Lookup {
  /** A key in another letter case may be meant. */
  readonly anyCase: boolean
  /** The keys on the way, where the path is so plain that the text shows where it leads; else undefined. */
  readonly keys: (path: string) => readonly string[] | undefined
  readonly exact: RenderCall
}

const PLAIN_KEY = /^[A-Za-z0-9_]+$/

/** `json_get`: keys as they are written. */
export const jsonGet = (exact: RenderCall): RenderCall =>
  render({
    anyCase: false,
    keys: path => {
      const keys = parseJsonPath(path)?.map(step => ('key' in step ? step.key : ''))
      return keys?.every(key => PLAIN_KEY.test(key)) ? keys : undefined
    },
    exact,
  })

/** `json_auto`: flattened names. */
export const jsonAuto = (exact: RenderCall): RenderCall =>
  render({
    anyCase: true,
    keys: name => {
      const keys = name.split('.')
      // A name of more keys could be taken apart in more ways than are ruled out below.
      return keys.length <= 2 && keys.every(key => PLAIN_KEY.test(key)) ? keys : undefined
    },
    exact,
  })

const render =
  (lookup: Lookup): RenderCall =>
  (args, result, w) => {
    const [doc, path] = args
    const text = path?.constant?.value
    const keys = typeof text === 'string' ? lookup.keys(text) : undefined
    if (doc === undefined || keys === undefined) return lookup.exact(args, result, w)
    return once(doc, w, x => {
      const bound: Expr = { ...doc, sql: x, plain: true }
      return guarded(x, keys, lookup.anyCase, lookup.exact([bound, ...args.slice(1)], result, w))
    })
  }

function guarded(x: string, keys: readonly string[], anyCase: boolean, exact: string): string {
  const finds = (regex: string): string => `regexp_matches(${x}, ${quote(regex)})`
  const last = keys[keys.length - 1] ?? ''
  const path = quote(`$${keys.map(key => `."${key}"`).join('')}`)
  // The name as one key, or at the end of one, is another way to the same flattened name.
  const otherWay = anyCase && keys.length > 1 ? [`NOT ${finds(`${keys.map(flattened).join('\\.')}"`)}`] : []
  const sure = [
    ...keys.map(key => (anyCase && key.includes('_') ? onceFlattened(key, finds) : onceWritten(key, x))),
    ...otherWay,
    // Numbers with a fraction or exponent are written anew by DuckDB, and so is -0.
    `json_type(${x}, ${path}) IN ('VARCHAR', 'UBIGINT', 'BOOLEAN', 'NULL')`,
  ].join(' AND ')
  const missing = anyCase ? `NOT ${finds(`(?i)${flattened(last)}"\\s*:`)}` : 'true'
  // The first condition is the same for all look-ups in a text, so that DuckDB tests it once. Where there is no object there
  // are no keys, which is true of most lines of text logs.
  return (
    `CASE WHEN starts_with(${x}, '{') AND json_valid(${x}) AND NOT ${finds(DOUBTFUL)} THEN ` +
    `CASE WHEN contains(${x}, ${quote(`"${last}"`)}) THEN CASE WHEN ${sure} THEN json_extract_string(${x}, ${path}) ELSE ${exact} END ` +
    `WHEN ${missing} THEN NULL ELSE ${exact} END WHEN NOT contains(${x}, '{') THEN NULL ELSE ${exact} END`
  )
}

/** Whether a key stands in a JSON text at most once: after a second one there would be more text. */
const onceWritten = (key: string, x: string): string => `split_part(${x}, ${quote(`"${key}"`)}, 3) = ''`

/** The same for a key that may have blanks for underscores. */
const onceFlattened = (key: string, finds: (regex: string) => string): string =>
  `NOT ${finds(`"${flattened(key)}"(?s:.)*"${flattened(key)}"`)}`

const flattened = (key: string): string => key.replaceAll('_', '[_ ]')
