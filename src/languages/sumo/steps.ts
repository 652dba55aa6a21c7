import type { Source } from '../../base/source.ts'
import type { Span } from '../../base/span.ts'
import type { Step } from '../language.ts'
import { operators } from './operators.ts'
import type { AggregateStage, Expr, Name, Search, Stage } from './syntax.ts'
import { fieldsIn } from './walk.ts'

/** Characters of a condition or a value that a sentence quotes. */
const longestQuote = 120
/** Names that a sentence lists. */
const mostNames = 8

/** A search, stage by stage, each in a sentence. */
export function stepsOf({ scope, stages }: Search, { text }: Source): Step[] {
  const first = stages[0]
  const reads: Step = {
    span: scope?.span ?? { start: 0, end: Math.max(0, (first?.span.start ?? text.length) - 1) },
    says:
      scope === undefined || scope.kind === 'scope-all'
        ? 'Reads every message.'
        : `Reads the messages for which ${quote(text, scope.span)} holds.`,
  }
  return [reads, ...stages.map(stage => ({ span: stage.span, says: sentenceOf(stage, text) }))]
}

function sentenceOf(stage: Stage, text: string): string {
  switch (stage.kind) {
    case 'where':
      return `Keeps the rows for which ${quote(text, stage.condition.span)} holds.`
    case 'assign':
      return assigned(stage.as, stage.expr, text)
    case 'aggregate':
      return aggregated(stage, text)
    case 'fields':
      return `${stage.remove ? 'Leaves out' : 'Keeps only'} ${list(stage.names)}.`
    case 'sort':
      return `Puts the rows in order by ${stage.keys.map(k => `\`${k.name.name}\``).join(', then ')}, ${
        stage.keys[0]?.descending === false ? 'the least' : 'the greatest'
      } first.`
    case 'limit':
      return `Keeps the first ${quote(text, stage.count.span)} rows.`
    case 'parse-anchor':
      return `Takes ${list(stage.patterns.flatMap(p => p.names))} out of ${read(stage.field)} by the text around them${dropping(stage.nodrop)}`
    case 'parse-regex':
      return `Takes ${listed(groupsIn(stage.patterns.map(p => p.body)))} out of ${read(stage.field)} by a regular expression${
        stage.multi ? ', one row for each place that fits' : ''
      }${dropping(stage.nodrop)}`
    case 'json':
    case 'parse-xml': {
      const names = stage.names?.map(n => n.name) ?? stage.paths.map(p => p.text)
      return `Takes ${listed(names)} out of the ${stage.kind === 'json' ? 'JSON' : 'XML'} of ${read(stage.field)}${dropping(stage.nodrop)}`
    }
    case 'json-auto':
      return `Takes every key out of the JSON of ${read(stage.field)}${dropping(stage.nodrop)}`
    case 'timeslice':
      return `Gives each row the start of its slice of time (${quote(text, stage.span)}).`
    case 'operator':
    case 'window':
      return `${upper(meaningOf(stage.operator))}: ${quote(text, stage.span)}.`
    case 'error-stage':
      return 'Cannot be understood.'
    default: {
      const word = /^[a-z_]+/i.exec(text.slice(stage.span.start, stage.span.end))?.[0] ?? stage.kind
      return `${upper(meaningOf(word))}: ${quote(text, stage.span)}.`
    }
  }
}

function assigned(as: Name | undefined, expr: Expr, text: string): string {
  const target = as?.name ?? (expr.kind === 'call' && expr.args[0]?.kind === 'field' ? expr.args[0].name : undefined)
  const from = [...new Set(fieldsIn([expr]).map(f => f.name))]
  const what = expr.kind === 'call' ? `\`${expr.fn.name}\`` : undefined
  const value =
    from.length === 0 ? quote(text, expr.span) : `from ${listed(from)}${what === undefined ? '' : ` with ${what}`}`
  return target === undefined
    ? `Computes ${quote(text, expr.span)}.`
    : `Sets \`${target}\` ${from.length === 0 ? `to ${value}` : value}.`
}

function aggregated({ calls, by }: AggregateStage, text: string): string {
  const made = calls.map(c => quote(text, c.span)).join(', ')
  return by.length === 0 ? `Makes one row of all: ${made}.` : `Makes one row for each ${list(by)}: ${made}.`
}

const meaningOf = (operator: string): string =>
  Object.entries(operators).find(([name]) => name === operator.toLowerCase())?.[1].meaning ?? operator

const dropping = (nodrop: boolean): string => (nodrop ? '; other rows stay.' : '; other rows are dropped.')
const read = (field: Name | undefined): string => (field === undefined ? 'the message' : `\`${field.name}\``)
const list = (names: readonly Name[]): string => listed(names.map(n => n.name))

function listed(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).map(name => `\`${name}\``)
  const rest = names.length - shown.length
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ')
}

const groupsIn = (bodies: readonly string[]): string[] =>
  bodies.flatMap(body => [...body.matchAll(/\(\?<([A-Za-z]\w*)>/g)].map(([, name = '']) => name))

function quote(text: string, { start, end }: Span): string {
  const written = text.slice(start, end).replace(/\s+/g, ' ').trim()
  return `\`${written.length <= longestQuote ? written : `${written.slice(0, longestQuote)}…`}\``
}

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
