import { isSign, isWord, type Parser, peek, skipStage, spanFrom, take } from '../parsing.ts'
import type { Stage } from '../syntax.ts'
import { parseAssignment, startsAssignment } from './assign.ts'
import { parseEval, startsEval } from './eval.ts'
import { parseEventStats } from './eventstats.ts'
import { parseRegexFilter, parseRex, parseSpath } from './extract.ts'
import { parseSkip } from './offset.ts'
import { operatorHints } from './operator-hints.ts'
import { parseDrop, parseProject, parseProjectAway, parseRename, parseTable } from './project.ts'
import { parseGroup, parseJsonAuto, parseOrderBy, startsGroupStage, startsJsonAuto } from './respelled.ts'
import {
  parseDistinct,
  parseFillnull,
  parseFilterCondition,
  parseHaving,
  parseHead,
  parseNegatedCondition,
  parseTail,
  parseTimeBin,
  startsFilterCondition,
  startsTimeBin,
} from './rows.ts'
import { sayForeign, spanOf } from './say.ts'
import { parseSplunkSort, startsSplunkSort } from './sort.ts'
import { parseStats, parseSummarize, parseTimechart, startsSummarize } from './stats.ts'
import { parseRare, parseSplunkTop, startsSplunkTop } from './top.ts'

type Handler = (p: Parser) => readonly Stage[]

/** Operators of other languages that can be translated, by name. */
const handlers: Readonly<Record<string, Handler>> = {
  eval: parseEval,
  extend: parseEval,
  let: parseEval,
  stats: parseStats,
  aggregate: parseStats,
  eventstats: parseEventStats,
  streamstats: parseEventStats,
  timechart: parseTimechart,
  table: parseTable,
  project: parseProject,
  'project-away': parseProjectAway,
  'project-rename': parseRename,
  'project-keep': parseProject,
  rename: parseRename,
  rex: parseRex,
  regex: parseRegexFilter,
  spath: parseSpath,
  head: parseHead,
  take: parseHead,
  fetch: parseHead,
  keep: parseTable,
  show: parseTable,
  display: parseTable,
  drop: parseDrop,
  remove: parseDrop,
  delete: parseDrop,
  hide: parseDrop,
  unique: parseDistinct,
  set: parseEval,
  var: parseEval,
  def: parseEval,
  tail: parseTail,
  fillnull: parseFillnull,
  distinct: parseDistinct,
  having: parseHaving,
  bucket: parseTimeBin,
  rare: parseRare,
  orderby: parseOrderBy,
  sortby: parseOrderBy,
  skip: parseSkip,
  offset: parseSkip,
}

const infixWord = /^(?:as|matches|contains|in|and|or|like|is|between)$/i
const infixSign = new Set(['=', '==', '!=', '<>', '<', '<=', '>', '>=', '+', '*', '/', '%', '?', ')', '('])

/** A stage of another language, understood as what it means; undefined where the name stands for a field or is Sumo's own. */
export function foreignStage(p: Parser): readonly Stage[] | undefined {
  const token = peek(p)
  if (token.kind !== 'word') return undefined
  const key = nameHere(p)
  if (startsAssignment(p)) return parseAssignment(p)
  if (startsJsonAuto(p)) return parseJsonAuto(p)
  if ((key === 'group' || key === 'by') && startsGroupStage(p)) return parseGroup(p)
  if (key === 'summarize' && startsSummarize(p)) return parseSummarize(p)
  if (key === 'filter' && startsFilterCondition(p)) return parseFilterCondition(p)
  if (key === 'bin' && startsTimeBin(p)) return parseTimeBin(p)
  if (key === 'not' && !isWord(peek(p, 1), 'as')) return parseNegatedCondition(p)
  if (startsSplunkSort(p)) return parseSplunkSort(p)
  if (startsSplunkTop(p) && !isField(p, key)) return parseSplunkTop(p)
  const handler = Object.hasOwn(handlers, key) ? handlers[key] : undefined
  const hint = Object.hasOwn(operatorHints, key) ? operatorHints[key] : undefined
  if (handler === undefined && hint === undefined) return undefined
  if (isField(p, key)) return undefined
  return handler === undefined ? [refuse(p, hint ?? '')] : handler(p)
}

/** Whether the word is an operator of another language that is known here. */
export const isForeignOperator = (word: string): boolean =>
  Object.hasOwn(handlers, word.toLowerCase()) || Object.hasOwn(operatorHints, word.toLowerCase())

/** The name of the operator, `project-away` as one word. */
function nameHere(p: Parser): string {
  const key = peek(p).text.toLowerCase()
  const hyphened = /^(?:project|mv)$/.test(key) && isSign(peek(p, 1), '-') && peek(p, 2).kind === 'word'
  return hyphened ? `${key}-${peek(p, 2).text.toLowerCase()}` : key
}

/** Whether the word is a field of the author's own (`table as t`, `search = "x"`). */
function isField(p: Parser, key: string): boolean {
  if (key.includes('-') || (handlers[key] === parseEval && startsEval(p))) return false
  const next = peek(p, 1)
  if (next.kind === 'punctuation') return infixSign.has(next.text) && !(key === 'select' && next.text === '*')
  if (next.kind === 'word') return infixWord.test(next.text)
  return false
}

function refuse(p: Parser, help: string): Stage {
  const token = take(p, 'error')
  if (isSign(peek(p), '-')) {
    take(p)
    take(p)
  }
  sayForeign(p, {
    code: 'sumo/foreign-operator',
    message: `\`${p.text.slice(token.start, p.cursor.end())}\` is not an operator of a log search`,
    because: 'it is not in Sumo’s documentation',
    help,
    span: { ...spanOf(token), end: p.cursor.end() },
  })
  skipStage(p)
  return { kind: 'error-stage', span: spanFrom(p, token.start) }
}
