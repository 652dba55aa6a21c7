import type { Span } from '../../../base/span.ts'
import type { Node } from '../../../plan/walk.ts'
import type { Stage } from '../syntax.ts'
import { lowerAggregate } from './aggregate.ts'
import { lowerBin } from './bin.ts'
import { cloudOnly, sayCloudOnly } from './cloud-only.ts'
import { lowerCondition } from './conditions.ts'
import { type Context, lost, notRun, say } from './context.ts'
import { lowerColumns } from './delimited.ts'
import { lowerFillMissing } from './fillmissing.ts'
import { lowerFilter } from './filter.ts'
import { lowerJoin } from './join.ts'
import { lowerJson } from './json.ts'
import { lowerJsonAuto } from './json-auto.ts'
import { lowerKeyValue } from './key-value.ts'
import { lowerMerge } from './merge.ts'
import { lowerFields, lowerLimit, lowerSort, lowerTop } from './order.ts'
import { lowerOutlier } from './outlier.ts'
import { noteNoStages } from './parameters.ts'
import { lowerParseAnchor, lowerParseRegex } from './parse.ts'
import { lowerPredict } from './predict.ts'
import { lowerDedup, lowerTopk } from './ranks.ts'
import { filter, setFields } from './rows.ts'
import { lowerSessionize } from './sessionize.ts'
import { largest, writtenSize } from './size.ts'
import { afterSave, lowerCat, lowerSave } from './tables/file.ts'
import { lowerLookup } from './tables/lookup.ts'
import { lowerGeoip, lowerThreatip, lowerThreatlookup } from './tables/services.ts'
import { lowerCompare } from './time-compare.ts'
import { lowerTimeslice } from './timeslice.ts'
import { lowerTrace } from './trace.ts'
import { lowerTransaction } from './transaction.ts'
import { lowerTransactionize } from './transactionize.ts'
import { lowerTranspose } from './transpose.ts'
import { lowerValue } from './values.ts'
import { lowerWindow } from './window.ts'
import { lowerWithTime } from './withtime.ts'
import { lowerParseXml } from './xml.ts'

/** Takes one stage into account; `later` are the stages after it. */
export function lowerStage(context: Context, stage: Stage, later: readonly Stage[]): undefined {
  if (context.rows.saved) return afterSave(context, stage.span)
  if (mayRepeatRows(stage)) context.rows.keys = undefined
  switch (stage.kind) {
    case 'where': {
      const where = lowerCondition(context, stage.condition)
      if (where !== undefined && fits(context, where, stage.span)) filter(context.rows, where, stage.span)
      return
    }
    case 'assign':
      return lowerAssign(context, stage)
    case 'aggregate':
      return lowerAggregate(context, stage)
    case 'fields':
      return lowerFields(context, stage)
    case 'sort':
      return lowerSort(context, stage)
    case 'limit':
      return lowerLimit(context, stage)
    case 'top':
      return lowerTop(context, stage)
    case 'dedup':
      return lowerDedup(context, stage)
    case 'timeslice':
      return lowerTimeslice(context, stage)
    case 'parse-anchor':
      return lowerParseAnchor(context, stage, later)
    case 'parse-regex':
      return lowerParseRegex(context, stage, later)
    case 'json':
      return lowerJson(context, stage, later)
    case 'json-auto':
      return lowerJsonAuto(context, stage, later)
    case 'operator':
      return lowerOperator(context, stage)
    case 'window':
      return lowerWindow(context, stage)
    case 'topk':
      return lowerTopk(context, stage)
    case 'transpose':
      return lowerTranspose(context, stage)
    case 'fillmissing':
      return lowerFillMissing(context, stage)
    case 'lookup-stage':
      return lowerLookup(context, stage)
    case 'parse-xml':
      return lowerParseXml(context, stage, later)
    case 'csv':
    case 'split':
      return lowerColumns(context, stage)
    case 'keyvalue':
      return lowerKeyValue(context, stage, later)
    case 'join':
      return lowerJoin(context, stage, later, lowerStage)
    case 'sessionize':
      return lowerSessionize(context, stage)
    case 'transactionize':
      return lowerTransactionize(context, stage)
    case 'merge':
      return lowerMerge(context, stage)
    case 'transaction':
      return lowerTransaction(context, stage)
    case 'trace':
      return lowerTrace(context, stage)
    case 'compose':
      return sayCompose(context, stage)
    case 'error-stage':
      return lost(context)
  }
}

/** Whether a stage may make several rows of one, which the fields that told groups apart then no longer do. */
function mayRepeatRows(stage: Stage): boolean {
  if (stage.kind === 'operator')
    return !['withtime', 'bin', 'outlier', 'predict', 'compare', 'filter', 'geoip', 'threatip'].includes(stage.operator)
  return ['join', 'sessionize', 'error-stage'].includes(stage.kind) || (stage.kind === 'parse-regex' && stage.multi)
}

function lowerOperator(context: Context, stage: Extract<Stage, { kind: 'operator' }>): undefined {
  switch (stage.operator) {
    case 'withtime':
      return lowerWithTime(context, stage)
    case 'bin':
      return lowerBin(context, stage)
    case 'outlier':
      return lowerOutlier(context, stage)
    case 'predict':
      return lowerPredict(context, stage)
    case 'compare':
      return lowerCompare(context, stage)
    case 'filter':
      return lowerFilter(context, stage)
    case 'cat':
      return lowerCat(context, stage)
    case 'save':
      return lowerSave(context, stage)
    case 'geoip':
      return lowerGeoip(context, stage)
    case 'threatip':
      return lowerThreatip(context, stage)
    case 'threatlookup':
      return lowerThreatlookup(context, stage)
    default:
      return Object.hasOwn(cloudOnly, stage.operator)
        ? sayCloudOnly(context, stage.operator, stage.span)
        : unsupported(context, stage, stage.operator)
  }
}

/** What it makes is unknown, so names that nothing seems to make are not reported after it. */
function unsupported(context: Context, stage: Stage, operator: string): undefined {
  lost(context)
  return notRun(context, `\`${operator}\``, stage.span, 'no engine here computes it')
}

function sayCompose(context: Context, stage: Extract<Stage, { kind: 'compose' }>): undefined {
  lost(context)
  return say(context, {
    code: 'sumo/compose-outside',
    severity: 'error',
    message: '`compose` is the last stage of a subquery, and stands nowhere else',
    because: 'it says which fields of the subquery the search around it looks for',
    help: 'write `[subquery: … | compose FIELD]` before the first pipe or after `where`',
    span: stage.span,
  })
}

/** `expr as name`; a function without `as` writes back to the field it was given, and the parser speaks of what has no name. */
function lowerAssign(context: Context, stage: Extract<Stage, { kind: 'assign' }>): undefined {
  const { expr, span } = stage
  if (expr.kind === 'parameter' && stage.as === undefined) {
    return noteNoStages(context, expr.name, span)
  }
  const value = lowerValue(context, expr)
  const argument = expr.kind === 'call' ? expr.args[0] : undefined
  const written = argument?.kind === 'field' ? argument.name : expr.kind === 'call' ? `_${expr.fn.name}` : undefined
  const name = stage.as?.name ?? written
  if (value === undefined || name === undefined || !fits(context, value.scalar, span)) return lost(context)
  setFields(context.rows, [{ name, value }], span)
}

/** Whether a condition or value is small enough to be run, or else says that it is not. */
function fits(context: Context, node: Node, span: Span): boolean {
  if (writtenSize(node) <= largest) return true
  say(context, {
    code: 'sumo/too-large',
    severity: 'error',
    message: 'this expression is too large to run',
    because: 'a condition inside of a condition is needed twice, and nesting doubles it every time',
    help: 'name the inner parts with `as` in stages of their own',
    span,
  })
  return false
}
