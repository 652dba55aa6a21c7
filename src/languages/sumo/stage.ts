import { didYouMean } from '../../base/suggest.ts'
import { aggregateNamed, aggregates } from './aggregates.ts'
import { parseExpr } from './expression.ts'
import { startsIfThen } from './foreign/if-then.ts'
import { parseSqlJoin, startsSqlJoin } from './foreign/join.ts'
import { startsCase } from './foreign/operand.ts'
import { foreignStage } from './foreign/stage.ts'
import { functionNamed } from './functions.ts'
import { type OperatorName, operatorNamed, operatorNames } from './operators.ts'
import {
  acceptWord,
  atStageEnd,
  expected,
  isSign,
  type Parser,
  parseName,
  peek,
  say,
  skipStage,
  spanFrom,
  take,
} from './parsing.ts'
import { checkAssignment } from './rules/assignment.ts'
import { checkDrops } from './rules/drops.ts'
import { checkSummarize } from './rules/summarize.ts'
import { parseAggregate, startsAggregate } from './stages/aggregate.ts'
import { parseColumns, parseKeyValue } from './stages/columns.ts'
import { parseGeneric } from './stages/generic.ts'
import { parseJoin } from './stages/join.ts'
import { parseJson } from './stages/json.ts'
import { parseParse, parseRegexStage } from './stages/parse-text.ts'
import { parseDedup, parseFields, parseLimit, parseSort, parseTop, parseTopk, parseWhere } from './stages/rows.ts'
import { parseSessionize } from './stages/sessionize.ts'
import { parseFillMissing, parseTimeslice, parseTranspose, parseWindow } from './stages/shape.ts'
import { parseFilter, parseLookupStage, parseTableFile } from './stages/tables.ts'
import { parseMerge, parseTrace, parseTransaction, parseTransactionize } from './stages/transactions.ts'
import { parseCompose } from './subquery.ts'
import type { Stage } from './syntax.ts'

type StageParser = (p: Parser, start: number) => Stage
const generic =
  (operator: OperatorName): StageParser =>
  (p, start) =>
    parseGeneric(p, start, operator)

/** How each operator reads what follows its name. */
const parsers: Readonly<Record<OperatorName, StageParser>> = {
  where: parseWhere,
  parse: parseParse,
  extract: parseRegexStage,
  json: parseJson,
  csv: (p, start) => parseColumns(p, start, 'csv'),
  split: (p, start) => parseColumns(p, start, 'split'),
  keyvalue: parseKeyValue,
  fields: parseFields,
  sort: parseSort,
  limit: parseLimit,
  top: parseTop,
  topk: parseTopk,
  dedup: parseDedup,
  timeslice: parseTimeslice,
  transpose: parseTranspose,
  fillmissing: parseFillMissing,
  accum: (p, start) => parseWindow(p, start, 'accum'),
  backshift: (p, start) => parseWindow(p, start, 'backshift'),
  diff: (p, start) => parseWindow(p, start, 'diff'),
  smooth: (p, start) => parseWindow(p, start, 'smooth'),
  rollingstd: (p, start) => parseWindow(p, start, 'rollingstd'),
  total: (p, start) => parseWindow(p, start, 'total'),
  join: parseJoin,
  lookup: parseLookupStage,
  compose: parseCompose,
  filter: parseFilter,
  cat: (p, start) => parseTableFile(p, start, 'cat'),
  save: (p, start) => parseTableFile(p, start, 'save'),
  withtime: generic('withtime'),
  outlier: generic('outlier'),
  predict: generic('predict'),
  compare: generic('compare'),
  bin: generic('bin'),
  geoip: generic('geoip'),
  threatip: generic('threatip'),
  threatlookup: generic('threatlookup'),
  transactionize: parseTransactionize,
  merge: parseMerge,
  transaction: parseTransaction,
  sessionize: parseSessionize,
  trace: parseTrace,
  benchmark: generic('benchmark'),
  infer: generic('infer'),
  logreduce: generic('logreduce'),
  logcompare: generic('logcompare'),
  logexplain: generic('logexplain'),
}

/** One stage; the cursor is behind its `|`. */
export function parseStage(p: Parser): readonly Stage[] {
  const token = peek(p)
  if (atStageEnd(p)) {
    if (token.kind === 'end') return trailingPipe(p)
    expected(p, 'a stage after `|`', 'remove the `|`, or say what to do, such as `count by _sourceHost`')
    return [{ kind: 'error-stage', span: { start: p.cursor.end(), end: p.cursor.end() } }]
  }
  if (startsSqlJoin(p)) return parseSqlJoin(p, parseJoin)
  const foreign = foreignStage(p)
  if (foreign !== undefined) return foreign
  if (startsAggregate(p)) return [parseAggregate(p, token.start)]
  const operator = token.kind === 'word' ? operatorNamed(token.text) : undefined
  if (operator !== undefined && !isField(p, operator)) {
    take(p, 'keyword')
    const stage = parsers[operator](p, token.start)
    checkSummarize(p, token, stage)
    return [stage]
  }
  if (token.kind === 'word' && isUnknownOperator(p)) return [refuse(p)]
  return parseAssign(p)
}

/** A `|` with nothing behind it, which some published queries end in: nothing is left open, so it is only pointed out. */
function trailingPipe(p: Parser): readonly Stage[] {
  const end = p.cursor.end()
  say(p, {
    code: 'sumo/trailing-pipe',
    severity: 'warning',
    message: 'the query ends in `|` with no stage after it',
    because: 'Sumo’s documentation has no empty stage',
    help: 'remove the `|`, or say what to do, such as `| count by _sourceHost`',
    span: { start: end - 1, end },
    fix: [{ span: { start: end - 1, end }, text: '' }],
  })
  return []
}

const infixWords = new Set(['as', 'matches', 'contains', 'in', 'and', 'or', 'not'])
const infixSigns = new Set(['/', '*', '%', '=', '==', '!=', '<>', '<', '<=', '>', '>=', '?', '&&', '||'])

/** Whether an operator's name stands for a field here (`count as total`, then `total * 100 as x`). */
function isField(p: Parser, operator: OperatorName): boolean {
  const next = peek(p, 1)
  if (next.kind === 'punctuation') {
    // `extract /…/`, a regular expression in slashes
    if (operator === 'extract' && next.text === '/' && /\S/.test(p.text.charAt(next.end))) return false
    if (operator === 'lookup' || operator === 'save' || operator === 'cat') return false
    if (next.text === '+' || next.text === '-') return !['sort', 'fields', 'trace'].includes(operator)
    return infixSigns.has(next.text)
  }
  if (next.kind !== 'word') return false
  if (next.text.toLowerCase() === 'as') return operator !== 'timeslice'
  return infixWords.has(next.text.toLowerCase()) && operator !== 'where'
}

/** A word with another value behind it, and no operator between them, was meant as the name of an operator. */
function isUnknownOperator(p: Parser): boolean {
  const next = peek(p, 1)
  if (next.kind === 'punctuation' || next.kind === 'end') return false
  if (startsCase(p) || startsIfThen(p)) return false
  if (next.kind === 'word') return !infixWords.has(next.text.toLowerCase()) && !isForeignInfix(next.text)
  return true
}

const isForeignInfix = (word: string): boolean =>
  /^(?:like|ilike|rlike|regexp|glob|is|between|has|contains_cs|startswith|endswith)$/i.test(word)

function refuse(p: Parser): Stage {
  const token = take(p, 'error')
  const fn = functionNamed(token.text) ?? aggregateNamed(token.text)
  const near = didYouMean(token.text, [...operatorNames, ...aggregates.map(a => a.name)])
  const help = fn === undefined ? near : `\`${fn.name}\` takes its argument in brackets: \`${fn.name}(…)\``
  say(p, {
    code: 'sumo/unknown-operator',
    severity: 'error',
    message: `\`${token.text}\` is not an operator of a log search`,
    because: 'it is not in Sumo’s documentation',
    ...(help === undefined ? {} : { help }),
    span: { start: token.start, end: token.end },
  })
  skipStage(p)
  return { kind: 'error-stage', span: spanFrom(p, token.start) }
}

/** `expr as name`, or a call that writes back to its argument (S/as-operator). */
function parseAssign(p: Parser): readonly Stage[] {
  const stages = [parseOneAssign(p)]
  while (isSign(peek(p), ',') && !p.report.isLost()) {
    const comma = take(p)
    say(p, {
      code: 'sumo/one-name-per-stage',
      severity: 'error',
      message: 'one stage names one value',
      help: 'give each its own stage: `| a as x | b as y`',
      span: { start: comma.start, end: comma.end },
      fix: [{ span: { start: comma.start, end: peek(p).start }, text: '\n| ' }],
    })
    stages.push(parseOneAssign(p))
  }
  return stages
}

function parseOneAssign(p: Parser): Stage {
  const start = peek(p).start
  const expr = parseExpr(p)
  checkDrops(p, expr, false)
  if (acceptWord(p, 'as') === undefined) {
    const stage: Stage = { kind: 'assign', expr, as: undefined, span: spanFrom(p, start) }
    return atStageEnd(p) ? checkAssignment(p, stage) : stage
  }
  const as = parseName(p, 'a name for the value')
  return { kind: 'assign', expr, as, span: spanFrom(p, start) }
}
