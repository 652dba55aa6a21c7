import { parseXmlPath } from '../../../plan/functions/xml-path.ts'
import type { Scalar } from '../../../plan/plan.ts'
import type { Stage, TextSpan } from '../syntax.ts'
import { type Context, lost, say } from './context.ts'
import { allOf } from './logic.ts'
import { textToParse } from './message.ts'
import { applyParse, type ParsedField } from './parsed.ts'

/**
 * `parse xml "/a/b[2]/@id" as x`: what stands at a path of the XML in the message. A row that lacks one of the paths, or is no
 * well-formed XML, is dropped unless the stage says `nodrop`
 * (docs/search/search-query-language/parse-operators/parse-xml-formatted-logs.md, whose sentence about nodrop is turned round).
 */
export function lowerParseXml(
  context: Context,
  stage: Extract<Stage, { kind: 'json' | 'parse-xml' }>,
  later: readonly Stage[],
): undefined {
  const document = textToParse(context, stage.field, stage.span)
  if (document === undefined) return lost(context)
  const made = stage.paths.flatMap((path, i): ParsedField[] => {
    const value = atPath(context, document, path)
    if (value === undefined) return []
    const name = stage.names?.[i]?.name ?? path.text
    return [{ name, value, found: { op: 'present', of: value, at: path.span }, digits: false }]
  })
  if (made.length < stage.paths.length) return lost(context)
  applyParse(context, made, allOf(made.map(field => field.found)), stage, later)
}

function atPath(context: Context, document: Scalar, path: TextSpan): Scalar | undefined {
  const parsed = parseXmlPath(path.text)
  if (parsed === undefined) return sayBadPath(context, path)
  // paths know nothing of name spaces: one with a prefix finds nothing
  const prefixed = [...parsed.steps, parsed.take].some(part => 'name' in part && part.name.includes(':'))
  if (prefixed) {
    say(context, {
      code: 'sumo/xml-namespace',
      severity: 'warning',
      message: `\`${path.text}\` finds nothing`,
      because: '`parse xml` knows no name spaces: a path with a prefix is null in every row',
      span: path.span,
    })
    return { op: 'literal', type: 'string', value: null, at: path.span }
  }
  const literal: Scalar = { op: 'literal', type: 'string', value: path.text }
  return { op: 'call', fn: 'xml_get', args: [document, literal], at: path.span }
}

function sayBadPath(context: Context, { text, span }: TextSpan): undefined {
  const upwards = text.includes('..')
  const because = upwards
    ? 'a path only goes deeper: `..` is not known'
    : text.includes('//')
      ? 'a path names every element on the way from the root: `//` is not known'
      : text.includes('::')
        ? 'the long form of axes is not known'
        : !text.startsWith('/')
          ? 'a path begins with `/` and the root element'
          : undefined
  return say(context, {
    code: 'sumo/xml-path',
    severity: 'error',
    message: `\`${text}\` is no path that \`parse xml\` can follow`,
    ...(because === undefined ? {} : { because }),
    help: "write it like `/a/b[2]/@id`, `/a/b[@id='x']/text()` or `/a/b[last()]`",
    span,
  })
}
