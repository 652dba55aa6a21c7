import { isNode, isScalar, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import type { Diagnostic, Outcome } from '../base/diagnostic.ts'
import { messageOf } from '../base/message-of.ts'
import type { Source } from '../base/source.ts'
import type { Span } from '../base/span.ts'
import { didYouMean } from '../base/suggest.ts'

/** A path into a YAML document: keys and indexes. */
export type Path = readonly (string | number)[]

/** A YAML text that keeps where everything stands. */
export interface Yaml {
  readonly source: Source
  readonly value: unknown
  /** Where the value at a path stands; of a path that is not there, the nearest part of it that is. */
  spanAt(path: Path): Span
  /** The text at a path as a source of its own, which keeps its place in the file. */
  sourceAt(path: Path, text: string): Source
}

/** Parses YAML. Errors of the syntax are diagnostics; so are documents too deep or with too many aliases. */
export function parseYaml(source: Source): Outcome<Yaml> {
  const lines = new LineCounter()
  try {
    const doc = parseDocument(source.text, { lineCounter: lines, prettyErrors: false })
    const diagnostics = [...doc.errors, ...doc.warnings].map(
      (e): Diagnostic => ({
        code: 'package/yaml',
        severity: 'error',
        message: e.message,
        span: { start: e.pos[0], end: e.pos[1] },
      }),
    )
    if (diagnostics.length > 0) return { value: undefined, diagnostics }
    const value: unknown = doc.toJS()
    const nodeAt = (path: Path): unknown => (path.length === 0 ? doc.contents : doc.getIn(path, true))
    const spanAt = (path: Path): Span => {
      const node = nodeAt(path)
      if (isNode(node) && node.range) return { start: node.range[0], end: node.range[1] }
      return path.length === 0 ? { start: 0, end: 0 } : spanAt(path.slice(0, -1))
    }
    const sourceAt = (path: Path, text: string): Source => {
      const node = nodeAt(path)
      const span = spanAt(path)
      const name = `${source.name}#${path.join('.')}`
      const block = isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED')
      if (!block) {
        const at = lines.linePos(span.start)
        const quoted = /["']/.test(source.text.charAt(span.start)) ? 1 : 0
        return { name, text, startsAt: { file: source.name, line: at.line, column: at.col + quoted } }
      }
      // The text of a block scalar begins on the line after its header, and every line is indented alike.
      const begin = source.text.indexOf('\n', span.start) + 1
      const indent = /^ */.exec(source.text.slice(begin))?.[0].length ?? 0
      const line = lines.linePos(begin).line
      return { name, text, startsAt: { file: source.name, line, column: indent + 1, indent } }
    }
    return { value: { source, value, spanAt, sourceAt }, diagnostics: [] }
  } catch (error) {
    // The library throws on alias bombs, and the engine's stack ends on absurdly deep nesting.
    const message = messageOf(error)
    return {
      value: undefined,
      diagnostics: [
        { code: 'package/yaml', severity: 'error', message: `cannot be read: ${message}`, span: { start: 0, end: 0 } },
      ],
    }
  }
}

/** The value of a document in a known shape, or diagnostics that point at what does not fit. */
export function inShape<T>(yaml: Yaml, shape: z.ZodType<T>, knownKeys: readonly string[]): Outcome<T> {
  const result = shape.safeParse(yaml.value)
  if (result.success) return { value: result.data, diagnostics: [] }
  const diagnostics = result.error.issues.flatMap((issue): Diagnostic[] => {
    const path = issue.path.map(part => (typeof part === 'symbol' ? String(part) : part))
    const where = path.length === 0 ? '' : ` (${path.join('.')})`
    if (issue.code !== 'unrecognized_keys')
      return [
        {
          code: 'package/shape',
          severity: 'error',
          message: `${issue.message.replace(/^Invalid input: /, '')}${where}`,
          span: yaml.spanAt(path),
        },
      ]
    return issue.keys.map((key): Diagnostic => {
      const near = didYouMean(key, knownKeys)
      return {
        code: 'package/unknown-key',
        severity: 'error',
        message: `unknown key \`${key}\`${where}`,
        span: yaml.spanAt([...path, key]),
        ...(near === undefined ? {} : { help: near }),
      }
    })
  })
  return { value: undefined, diagnostics }
}
