import type { Scalar } from '../../../plan/plan.ts'
import type { Stage } from '../syntax.ts'
import { type Context, lost, say } from './context.ts'
import { textToParse } from './message.ts'
import { freshColumn, setFields } from './rows.ts'
import { textOf } from './typed.ts'

type Columns = Extract<Stage, { kind: 'csv' | 'split' }>

/**
 * `csv` and `split`: the fields of a delimited text by their place. A row keeps its place when it has fewer of them
 * (docs/search/search-query-language/parse-operators/parse-csv-formatted-logs.md, parse-delimited-logs-using-split.md).
 */
export function lowerColumns(context: Context, stage: Columns): undefined {
  const signs = signsOf(context, stage)
  if (stage.field === undefined) sayNoField(context, stage)
  const of = textToParse(context, stage.field, stage.span)
  if (stage.nodrop) sayNodrop(context, stage)
  const bad = stage.extract.find(({ column }) => column < 1)
  if (bad !== undefined)
    say(context, {
      code: 'sumo/bad-column',
      severity: 'error',
      message: `there is no column ${bad.column}`,
      help: 'the first column is number 1',
      span: bad.span,
    })
  if (of === undefined || signs === undefined || stage.field === undefined || bad !== undefined) return lost(context)
  const at = stage.span
  const list: Scalar = {
    op: 'call',
    fn: 'split_delimited',
    args: [of, { op: 'literal', type: 'string', value: signs }],
    at,
  }
  const { rows } = context
  const column = freshColumn(rows, stage.kind)
  rows.steps.push(input => ({ op: 'extend', input, columns: [{ name: column, value: list }], at }))
  const made = stage.extract.flatMap(({ column: place, name, span }) => {
    const value: Scalar = {
      op: 'call',
      fn: 'list_at',
      args: [
        { op: 'field', name: column, type: { list: 'string' } },
        { op: 'literal', type: 'int', value: BigInt(place - 1) },
      ],
      at: span,
    }
    return name === undefined ? [] : [{ name: name.name, value: textOf(value, span) }]
  })
  setFields(rows, made, at)
}

/** Delimiter, quote and escape, or undefined after saying what is wrong with them. */
function signsOf(context: Context, { options, span }: Columns): string | undefined {
  const signs = { delim: ',', quote: '"', escape: '\\' }
  for (const { option, value } of options) {
    if ([...value.text].length !== 1)
      return say(context, {
        code: 'sumo/one-character',
        severity: 'error',
        message: `\`${option}\` is one character, and this is ${[...value.text].length}`,
        help: `write it in single quotes, such as \`${option}=';'\`; a tab is typed as itself`,
        span: value.span,
      })
    signs[option] = value.text
  }
  const together = signs.delim + signs.quote + signs.escape
  if (new Set(together).size === 3) return together
  return say(context, {
    code: 'sumo/same-characters',
    severity: 'error',
    message: 'the delimiter, the quote and the escape must be three different characters',
    because: `they are \`${signs.delim}\`, \`${signs.quote}\` and \`${signs.escape}\`; what is not said is \`,\`, \`"\` and \`\\\``,
    help: 'name another one for the sign that stands twice: `delim=`, `quote=` or `escape=`',
    span: options[0]?.value.span ?? span,
  })
}

function sayNoField(context: Context, { kind, span }: Columns): undefined {
  const after = span.start + kind.length
  return say(context, {
    code: 'sumo/needs-field',
    severity: 'error',
    message: `\`${kind}\` does not say which field to take apart`,
    because: `\`${kind}\` reads no message by itself; the field always stands behind its name`,
    help: `write \`${kind} _raw …\` for the message`,
    span: { start: span.start, end: after },
    fix: [{ span: { start: after, end: after }, text: ' _raw' }],
  })
}

const sayNodrop = (context: Context, { kind, span }: Columns): undefined =>
  say(context, {
    code: 'sumo/no-nodrop',
    severity: 'warning',
    message: `\`${kind}\` has no \`nodrop\``,
    because: 'it never drops rows: a column that a row lacks is null',
    help: 'remove `nodrop`',
    span,
  })
